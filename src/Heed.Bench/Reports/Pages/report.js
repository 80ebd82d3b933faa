"use strict";

// A click on a heading sorts by the numbers that the cells carry; what has none stays last.
for (const table of document.querySelectorAll("table.board")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => head.firstElementChild.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    heads.forEach(h => h.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = row => row.cells[column]?.dataset.v ?? "";
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x === "" || y === "") return (x === "") - (y === "");
      const order = isNaN(x) || isNaN(y) ? x.localeCompare(y) : x - y;
      return down ? -order : order;
    });
    table.tBodies[0].append(...rows);
  }));
}

// One filter for all tables.
const form = document.getElementById("filter");
const value = id => document.getElementById(id).value;

function filter() {
  const [family, law, name, keep] = [value("family"), value("law"), value("name").toLowerCase(), document.getElementById("anchors").checked];
  for (const row of document.querySelectorAll("table.board tbody tr")) {
    const fits = (!family || row.dataset.family === family) && (!law || row.dataset.laws.split(" ").includes(law)) && row.cells[0].textContent.toLowerCase().includes(name);
    row.hidden = !fits && !(keep && row.classList.contains("anchor"));
  }
}

form.addEventListener("input", filter);
form.addEventListener("submit", event => event.preventDefault());
filter();
