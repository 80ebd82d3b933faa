// The labels around the canvas: real text, only for what is visible.
const measure = document.createElement("canvas").getContext("2d");

function widest(labels, size) {
  measure.font = size + "px DejaVu Sans, Helvetica, Arial, sans-serif";
  let most = 0;
  for (const label of labels) most = Math.max(most, measure.measureText(label.short).width);
  return most;
}

function axisRoom() {
  const rows = Math.min(150, widest(data.queryLabels, 13)), columns = Math.min(150, widest(data.keyLabels, 13));
  return { left: 30 + 30 + rows, top: 26 + (columns > 20 ? columns * 0.79 + 26 : 36), columns };
}

function drawAxes() {
  const room = axisRoom(), { width, height } = view;
  place(grid, room.left, room.top, width, height);
  place(byId("columns"), room.left, 20, width + 110, room.top - 20);
  place(byId("rows"), 22, room.top, room.left - 22, height);
  place(byId("columnTitle"), room.left, 0);
  place(byId("rowTitle"), 0, room.top);
  place(byId("bar"), room.left + width + 34, room.top);
  plot.style.height = Math.max(room.top + height, room.top + 300) + "px";
  byId("columns").replaceChildren(...columnLabels(room));
  byId("rows").replaceChildren(...rowLabels());
}

function place(element, left, top, width, height) {
  element.style.position = "absolute";
  element.style.left = left + "px";
  element.style.top = top + "px";
  if (width !== undefined) element.style.width = width + "px";
  if (height !== undefined) element.style.height = height + "px";
}

function every(apart) {
  for (let ten = 1; ; ten *= 10) for (const step of [ten, 2 * ten, 5 * ten]) if (step * view.cell >= apart) return step;
}

function span(className, text, left, top, size) {
  const made = document.createElement("span");
  made.className = className;
  made.textContent = text;
  if (left !== undefined) made.style.left = left + "px";
  if (top !== undefined) made.style.top = top + "px";
  if (size) made.style.fontSize = size + "px";
  return made;
}

function columnLabels(room) {
  const { x, cell, width } = view, made = [];
  const first = Math.ceil(x - 0.5), last = Math.min(keys, Math.floor(x + width / cell + 0.5));
  const upright = room.columns <= Math.max(cell * 1.1, 14), texts = cell >= (upright ? 9 : 13);
  const step = texts ? every(String(keys).length * 5.5 + 4) : every(String(keys).length * 7 + 10);
  for (let k = Math.max(0, first); k < last; k++) {
    const at = (k + 0.5 - x) * cell, chosen = k === state.k;
    if (k % step === 0 && !(chosen && !texts)) made.push(span(texts ? "index" : "index tick", k, at));
    if (texts) made.push(span(upright ? "upright" : "turned", data.keyLabels[k].short, upright ? at : at + 3, undefined, Math.min(13, Math.max(9, cell * 0.78))));
    if (chosen && texts) made.at(-1).classList.add("chosen");
  }
  if (!texts && state.k >= 0) made.push(span("upright chosen", data.keyLabels[state.k].shown + " " + state.k, (state.k + 0.5 - x) * cell, undefined, 12));
  return made;
}

function rowLabels() {
  const { y, cell, height } = view, made = [];
  const first = Math.ceil(y - 0.5), last = Math.min(queries, Math.floor(y + height / cell + 0.5));
  const texts = cell >= 9, step = texts ? every(9) : every(16);
  for (let q = Math.max(0, first); q < last; q++) {
    const at = (q + 0.5 - y) * cell, chosen = q === state.q;
    if (q % step === 0 && !(chosen && !texts)) made.push(span(texts ? "index" : "index tick", q, undefined, at));
    if (texts) made.push(span("", data.queryLabels[q].short, undefined, at, Math.min(13, Math.max(9, cell * 0.78))));
    if (chosen && texts) made.at(-1).classList.add("chosen");
  }
  if (!texts && state.q >= 0) made.push(span("chosen", data.queryLabels[state.q].shown + " " + state.q, undefined, (state.q + 0.5 - y) * cell, 12));
  return made;
}
