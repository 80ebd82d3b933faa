// Everything in words and numbers: the detail line, the coloured sentence, the tables, the caption.
const percent = x => Math.round(100 * x);

function detailOf(panel, q, k) {
  const i = q * keys + k, value = panel.values[i];
  const pair = `query ‘${data.queryLabels[q].shown}’ (${q}) → key ‘${data.keyLabels[k].shown}’ (${k}): `;
  if (panel.masked(i)) return pair + "masked";
  if (value !== value) return pair + "NaN";
  const order = ranked(panel, q), parts = [exact(value)];
  if (panel.sums[q] > 0) parts.push(percent(Math.abs(value) / panel.sums[q]) + " % of the row");
  parts.push(`rank ${order.indexOf(k) + 1}/${order.length}`);
  if (!data.signed) parts.push(short(value * panel.visible[q]) + "× uniform");
  return pair + parts.join(" · ");
}

function spoken(panel, q) {
  const top = ranked(panel, q).slice(0, 2);
  if (top.length === 0) return `‘${data.queryLabels[q].shown}’ reads nothing`;
  const part = k => `‘${data.keyLabels[k].shown}’, ` + (data.signed ? exact(panel.values[q * keys + k])
    : percent(panel.sums[q] > 0 ? panel.values[q * keys + k] / panel.sums[q] : 0) + " percent");
  return `‘${data.queryLabels[q].shown}’ attends most to ${part(top[0])}` + (top.length > 1 ? `, then ${part(top[1])}` : "");
}

const units = data.keyLabels.map((label, k) => {
  const made = document.createElement("span");
  made.textContent = label.text;
  made.title = `${label.shown} (${k})`;
  made.addEventListener("pointerenter", () => { if (!state.pinned && data.selfAttention) point(k, state.k < 0 ? k : state.k); });
  return made;
});
byId("sentence").replaceChildren(...units.flatMap((unit, k) => [data.keyLabels[k].before || "", unit]));

function colourSentence() {
  const panel = panelNow(), domain = domainNow(), ramp = rampNow(domain.diverging);
  units.forEach((unit, k) => {
    const i = state.q * keys + k, value = state.q < 0 ? NaN : panel.values[i];
    const off = state.q < 0 || panel.masked(i) || value !== value;
    const t = off ? 0 : domain.place(value * domain.factor(panel, state.q));
    unit.style.backgroundColor = off ? "" : ramp.css(t);
    unit.style.color = off ? (state.q < 0 ? "" : "var(--faint)") : ramp.ink(t);
    unit.className = data.selfAttention && k === state.q ? "query" : "";
  });
}

function drawBar() {
  const domain = domainNow(), ramp = rampNow(domain.diverging), stops = [];
  for (let i = 0; i <= 32; i++) stops.push(ramp.css(i / 32));
  byId("ramp").style.background = `linear-gradient(to top, ${stops.join()})`;
  byId("barName").textContent = { row: "weight ÷ row’s largest", log: "weight (log)", uniform: "× uniform" }[domain.scale] || "weight";
  byId("ticks").replaceChildren(...domain.ticks.map(([at, text]) => {
    const made = span("", text);
    made.style.top = (1 - at) * 220 + "px";
    made.style.transform = "translateY(-50%)";
    return made;
  }));
  const legend = [];
  if (maskBits && state.choice !== "rollout") legend.push(swatch("masked", `repeating-linear-gradient(135deg, #${colours().masked} 0 3px, #${colours().hatch} 3px 4px)`));
  if (panelNow().nan) legend.push(swatch("NaN", "#" + colours().nan));
  byId("legend").replaceChildren(...legend);
  byId("bar").setAttribute("aria-label", `Colour bar from ${short(domain.low)} to ${short(domain.high)}`);
}

function swatch(text, background) {
  const made = document.createElement("div"), mark = document.createElement("i");
  mark.style.background = background;
  made.append(mark, text);
  return made;
}

function tableOf(caption, header, rows, current = -1, chosen) {
  const table = document.createElement("table"), head = table.createTHead().insertRow(), body = table.createTBody();
  table.createCaption().textContent = caption;
  for (const text of header) head.append(cellOf("th", text, "col"));
  rows.forEach((row, i) => {
    const made = body.insertRow();
    row.forEach((text, c) => made.append(cellOf(c === 0 ? "th" : "td", text, c === 0 ? "row" : "")));
    if (i === current) made.setAttribute("aria-current", "true");
    if (chosen) made.addEventListener("click", () => chosen(i));
  });
  return table;
}

function cellOf(kind, text, scope) {
  const made = document.createElement(kind);
  made.textContent = text;
  if (scope) made.scope = scope;
  return made;
}

const shownWeight = (panel, i) => panel.masked(i) ? "masked" : exact(panel.values[i]);

// All numbers of a small map; of a large one the row of the chosen query.
function drawTable() {
  const home = byId("table");
  home.hidden = !state.table;
  if (!state.table) return;
  const panel = panelNow(), name = (l, i) => `${l.shown} (${i})`;
  if (area <= 2500) {
    const rows = data.queryLabels.map((l, q) => [name(l, q), ...data.keyLabels.map((_, k) => shownWeight(panel, q * keys + k))]);
    home.replaceChildren(tableOf(`${whereNow()}: rows are queries, columns are keys`, ["query", ...data.keyLabels.map(name)], rows, state.q));
    return;
  }
  const q = Math.max(0, state.q);
  const rows = data.keyLabels.map((l, k) => [name(l, k), shownWeight(panel, q * keys + k)]);
  home.replaceChildren(tableOf(`${whereNow()}: what query ‘${data.queryLabels[q].shown}’ (${q}) reads`, ["key", "weight"], rows, state.k));
}

function drawMeasures() {
  const rows = data.measures[state.layer].map((m, h) => [`head ${h}`, ...m.map((x, i) => x === null ? "NaN" : i > 2 ? (100 * x).toFixed(1) + " %" : x.toFixed(2))]);
  const header = ["", "entropy (bits)", "effective keys", "distance", "first key", "same token"];
  const made = tableOf(`Measures of layer ${state.layer}, means over the queries`, header, rows, Number(state.choice), h => choose({ choice: String(h) }));
  made.id = "measures";
  byId("measures").replaceWith(made);
}

function drawCaption() {
  const domain = domainNow();
  const scale = { row: "each row on its own scale", log: "logarithmic", uniform: "weight × number of readable keys, 1 is uniform" }[domain.scale] || "linear";
  const pooled = view.cell * (window.devicePixelRatio || 1) < 1 - 1e-9 ? ` · each pixel is the maximum of ${Math.ceil(1 / (view.cell * (window.devicePixelRatio || 1)) - 1e-9)}² pairs; zoom in for cells` : "";
  const clipped = domain.clipped ? "; larger weights are drawn as the end" : "";
  const lines = ["Rows are queries, columns are keys: each row shows what its query reads.",
    `${whereNow()} · ${queries} queries × ${keys} keys · colour: ${short(domain.low)} … ${short(domain.high)}, ${scale}${clipped}${pooled}`, ...data.origin];
  byId("caption").replaceChildren(...lines.map(line => { const p = document.createElement("p"); p.textContent = line; return p; }));
}
