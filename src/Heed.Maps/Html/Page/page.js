// What is shown, and how the pointer and the keyboard change it.
const state = { layer: data.view.layer, choice: data.view.heads, scale: data.view.scale, q: -1, k: -1, pinned: false, table: false };
let domain = null;

const panelNow = () => panelOf(state.layer, state.choice === "all" ? "0" : state.choice);
const whereNow = () => state.choice === "rollout" ? panelNow().name : `layer ${state.layer}, ${panelNow().name}`;

function domainNow() {
  const key = [state.layer, state.choice, state.scale].join();
  if (!domain || domain.key !== key) {
    const shown = state.choice === "all" ? Array.from({ length: heads }, (_, h) => panelOf(state.layer, String(h))) : [panelNow()];
    domain = Object.assign(domainOf(state.scale, shown), { key });
  }
  return domain;
}

function choose(change) {
  Object.assign(state, change);
  byId("layer").value = state.layer;
  byId("head").value = state.choice;
  byId("scale").value = state.scale;
  byId("tabular").setAttribute("aria-pressed", state.table);
  byId("where").textContent = state.choice === "all" ? `layer ${state.layer}, ${heads} heads on one scale` : whereNow();
  byId("gallery").hidden = state.choice !== "all";
  if (state.choice === "all") drawGallery();
  paint();
  drawBar();
  drawMeasures();
  drawCaption();
  describe();
}

function drawGallery() {
  byId("gallery").replaceChildren(...Array.from({ length: heads }, (_, h) => {
    const panel = panelOf(state.layer, String(h)), button = document.createElement("button"), canvas = document.createElement("canvas");
    const { image } = imageOf(panel, domainNow(), Math.max(1, Math.ceil(Math.max(queries, keys) / 460)));
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext("2d").drawImage(image, 0, 0);
    canvas.style.width = 230 * Math.min(1, keys / queries) + "px";
    canvas.style.height = 230 * Math.min(1, queries / keys) + "px";
    button.type = "button";
    button.append(canvas, `head ${h}`);
    button.addEventListener("click", () => choose({ choice: String(h) }));
    return button;
  }));
}

function point(q, k) {
  state.q = q;
  state.k = k;
  overlay();
  drawAxes();
  describe();
}

function describe(aloud = false) {
  const none = state.q < 0, panel = panelNow();
  byId("detail").textContent = none ? "" : detailOf(panel, state.q, state.k) + (state.pinned ? " · pinned" : "");
  if (!none) {
    byId("row").setAttribute("aria-rowindex", state.q + 1);
    byId("cell").setAttribute("aria-colindex", state.k + 1);
    byId("cell").textContent = detailOf(panel, state.q, state.k);
    if (aloud) byId("live").textContent = spoken(panel, state.q);
  }
  colourSentence();
  drawTable();
}

function pin(on) {
  state.pinned = on;
  if (!on) state.q = state.k = -1;
  overlay();
  drawAxes();
  describe(on);
}

function cellAt(event) {
  const box = grid.getBoundingClientRect();
  const q = Math.floor((event.clientY - box.top) / view.cell + view.y), k = Math.floor((event.clientX - box.left) / view.cell + view.x);
  return [Math.min(queries - 1, Math.max(0, q)), Math.min(keys - 1, Math.max(0, k))];
}

grid.addEventListener("pointermove", event => {
  const [q, k] = cellAt(event);
  if (!state.pinned && (q !== state.q || k !== state.k)) point(q, k);
});
grid.addEventListener("pointerleave", () => { if (!state.pinned) pin(false); });
grid.addEventListener("click", event => {
  const [q, k] = cellAt(event), same = state.pinned && q === state.q && k === state.k;
  if (same) { pin(false); return; }
  [state.q, state.k] = [q, k];
  pin(true);
});
grid.addEventListener("wheel", event => {
  event.preventDefault();
  const box = grid.getBoundingClientRect();
  zoom(event.deltaY < 0 ? 1.25 : 0.8, event.clientX - box.left, event.clientY - box.top);
  drawCaption();
}, { passive: false });

function move(q, k) {
  q = Math.min(queries - 1, Math.max(0, q));
  k = Math.min(keys - 1, Math.max(0, k));
  const { cell, width, height } = view;
  if ((k - view.x) * cell < 0) view.x = k;
  if ((k + 1 - view.x) * cell > width) view.x = k + 1 - width / cell;
  if ((q - view.y) * cell < 0) view.y = q;
  if ((q + 1 - view.y) * cell > height) view.y = q + 1 - height / cell;
  clampView();
  state.q = q;
  state.k = k;
  paint();
  describe(true);
}

grid.addEventListener("keydown", event => {
  const { q, k } = state.q < 0 ? { q: 0, k: -1 } : state, far = event.ctrlKey || event.metaKey;
  const choices = [...byId("head").options].map(o => o.value), head = choices.indexOf(state.choice);
  const actions = {
    ArrowLeft: () => move(q, k - 1), ArrowRight: () => move(q, k + 1), ArrowUp: () => move(q - 1, k), ArrowDown: () => move(q + 1, k),
    Home: () => move(far ? 0 : q, 0), End: () => move(far ? queries - 1 : q, keys - 1),
    PageUp: () => choose({ layer: Math.max(0, state.layer - 1) }), PageDown: () => choose({ layer: Math.min(layers - 1, state.layer + 1) }),
    "[": () => choose({ choice: choices[Math.max(0, head - 1)] }), "]": () => choose({ choice: choices[Math.min(choices.length - 1, head + 1)] }),
    Enter: () => { if (state.q >= 0) pin(!state.pinned); }, Escape: () => pin(false),
    "+": () => { zoom(1.5); drawCaption(); }, "-": () => { zoom(1 / 1.5); drawCaption(); },
  };
  if (!actions[event.key]) return;
  event.preventDefault();
  actions[event.key]();
});
document.addEventListener("keydown", event => { if (event.key === "Escape" && state.pinned) pin(false); });

function fill(id, options) {
  byId(id).replaceChildren(...options.map(([value, text]) => new Option(text, value)));
}

function theme() {
  const wanted = byId("theme").value;
  const on = wanted === "dark" || wanted === "auto" && matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.toggleAttribute("data-dark", on);
  choose({});
}

document.title = data.title;
byId("title").textContent = data.title;
fill("layer", Array.from({ length: layers }, (_, l) => [l, l]));
const several = heads > 1 ? [["mean", "mean"], ["max", "maximum"], ["all", "all side by side"]] : [];
const rolled = queries === keys && !data.signed && (queries <= 512 || data.view.heads === "rollout") ? [["rollout", "rollout"]] : [];
fill("head", [...Array.from({ length: heads }, (_, h) => [String(h), `head ${h}`]), ...several, ...rolled]);
fill("scale", scales);
if (heads === 1 && state.choice !== "rollout") state.choice = "0";
grid.setAttribute("aria-rowcount", queries);
grid.setAttribute("aria-colcount", keys);
for (const [id, change] of [["layer", v => ({ layer: Number(v) })], ["head", v => ({ choice: v })], ["scale", v => ({ scale: v })]])
  byId(id).addEventListener("change", event => choose(change(event.target.value)));
byId("in").addEventListener("click", () => { zoom(1.5); drawCaption(); });
byId("out").addEventListener("click", () => { zoom(1 / 1.5); drawCaption(); });
byId("fit").addEventListener("click", () => { fit(); paint(); drawCaption(); });
byId("tabular").addEventListener("click", () => choose({ table: !state.table }));
byId("theme").addEventListener("change", theme);
byId("theme").value = data.view.theme;
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", theme);
window.addEventListener("resize", () => { fit(); paint(); });
fit();
theme();
