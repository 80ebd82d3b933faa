// The canvas: cells are painted once into an image, zooming and pointing only redraw from it.
const byId = id => document.getElementById(id);
const cells = byId("cells"), cross = byId("cross"), plot = byId("plot"), grid = byId("grid");
const view = { cell: 1, x: 0, y: 0, width: 0, height: 0 };
let images = new Map();

const dark = () => document.documentElement.hasAttribute("data-dark");
const colours = () => data.themes[dark() ? "dark" : "light"];
const ramps = new Map();

function rampNow(diverging) {
  const name = (dark() ? "dark" : "light") + (diverging ? "Diverging" : "");
  if (!ramps.has(name)) ramps.set(name, rampOf(colours()[diverging ? "diverging" : "sequential"]));
  return ramps.get(name);
}

// Each pixel is the maximum of factor × factor cells (signed maps: the farthest from 0); masked pixels also go into a stencil for the hatch.
function imageOf(panel, domain, factor) {
  const key = [panel.name, state.layer, domain.scale, domain.high, dark(), factor].join();
  if (images.has(key)) return images.get(key);
  if (images.size > 12) images = new Map();
  const w = Math.ceil(keys / factor), h = Math.ceil(queries / factor), ramp = rampNow(domain.diverging);
  const places = new Float32Array(w * h).fill(-1);
  for (let q = 0, i = 0; q < queries; q++) {
    const f = domain.factor(panel, q);
    for (let k = 0; k < keys; k++, i++) {
      if (panel.masked(i)) continue;
      const value = panel.values[i], at = Math.floor(q / factor) * w + Math.floor(k / factor);
      const t = value === value ? domain.place(value * f) : NaN, old = places[at];
      if (old === -1 || t !== t) places[at] = t;
      else if (data.signed ? Math.abs(t - 0.5) > Math.abs(old - 0.5) : t > old) places[at] = t;
    }
  }
  const image = paintImage(w, h, i => places[i] === -1 ? rgba(colours().masked) : places[i] === places[i] ? ramp.at(places[i]) : rgba(colours().nan));
  const stencil = maskBits && paintImage(w, h, i => places[i] === -1 ? 0xff000000 : 0);
  images.set(key, { image, stencil });
  return images.get(key);
}

function rgba(hex) {
  const c = parseInt(hex, 16);
  return (0xff000000 | (c & 255) << 16 | (c >> 8 & 255) << 8 | c >> 16) >>> 0;
}

function paintImage(w, h, colour) {
  const canvas = document.createElement("canvas");
  canvas.width = w;
  canvas.height = h;
  const context = canvas.getContext("2d"), pixels = context.createImageData(w, h), words = new Uint32Array(pixels.data.buffer);
  for (let i = 0; i < words.length; i++) words[i] = colour(i);
  context.putImageData(pixels, 0, 0);
  return canvas;
}

function fit() {
  const labels = axisRoom();
  const room = Math.max(160, Math.min(640, document.documentElement.clientWidth - 64 - labels.left - 130));
  const cell = Math.min(44, room / Math.max(queries, keys));
  view.least = view.cell = cell >= 1 ? Math.floor(cell) : cell;
  view.width = Math.max(1, Math.min(room, keys * view.cell));
  view.height = Math.max(1, Math.min(room, queries * view.cell));
  view.x = view.y = 0;
}

// Keeps the point of the map under (px, py) where it is.
function zoom(by, px = view.width / 2, py = view.height / 2) {
  const cell = Math.min(Math.max(view.least, view.cell * by), Math.max(44, view.least));
  view.x += px / view.cell - px / cell;
  view.y += py / view.cell - py / cell;
  view.cell = cell;
  clampView();
  paint();
}

function clampView() {
  view.x = Math.max(0, Math.min(view.x, keys - view.width / view.cell));
  view.y = Math.max(0, Math.min(view.y, queries - view.height / view.cell));
}

function sized(canvas) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(view.width * ratio);
  canvas.height = Math.round(view.height * ratio);
  canvas.style.width = view.width + "px";
  canvas.style.height = view.height + "px";
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.imageSmoothingEnabled = false;
  return context;
}

function paint() {
  const panel = panelNow(), domain = domainNow();
  const factor = Math.max(1, Math.ceil(1 / (view.cell * (window.devicePixelRatio || 1)) - 1e-9));
  const { image, stencil } = imageOf(panel, domain, factor);
  const context = sized(cells), { x, y, cell, width, height } = view;
  const source = [x / factor, y / factor, width / cell / factor, height / cell / factor];
  context.drawImage(image, ...source, 0, 0, width, height);
  if (stencil) hatch(context, stencil, source);
  if (cell >= 12) lines(context);
  if (cell >= 28) numbers(context, panel, domain);
  drawAxes();
  overlay();
}

function hatch(context, stencil, source) {
  const layer = document.createElement("canvas"), inner = sized(layer), { width, height } = view;
  inner.drawImage(stencil, ...source, 0, 0, width, height);
  inner.globalCompositeOperation = "source-in";
  inner.strokeStyle = "#" + colours().hatch;
  inner.lineWidth = 0.8;
  inner.beginPath();
  for (let at = 2; at < width + height; at += 4.5) {
    inner.moveTo(at, 0);
    inner.lineTo(at - height, height);
  }
  inner.stroke();
  context.drawImage(layer, 0, 0, width, height);
}

function lines(context) {
  const { x, y, cell, width, height } = view;
  context.strokeStyle = "#" + colours().paper;
  context.lineWidth = 0.75;
  context.beginPath();
  for (let k = Math.ceil(x); (k - x) * cell < width; k++) { context.moveTo((k - x) * cell, 0); context.lineTo((k - x) * cell, height); }
  for (let q = Math.ceil(y); (q - y) * cell < height; q++) { context.moveTo(0, (q - y) * cell); context.lineTo(width, (q - y) * cell); }
  context.stroke();
}

function numbers(context, panel, domain) {
  const { x, y, cell, width, height } = view, ramp = rampNow(domain.diverging);
  context.font = Math.min(11, cell * 0.31) + "px DejaVu Sans, Helvetica, Arial, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (let q = Math.floor(y); q < Math.min(queries, y + height / cell); q++)
    for (let k = Math.floor(x); k < Math.min(keys, x + width / cell); k++) {
      const value = panel.values[q * keys + k];
      if (panel.masked(q * keys + k)) continue;
      context.fillStyle = value === value ? ramp.ink(domain.place(value * domain.factor(panel, q))) : "#fff";
      const text = value === value ? value.toFixed(2).replace(/^(-?)0\./, "$1.").replace("-", "−") : "×";
      context.fillText(text, (k + 0.5 - x) * cell, (q + 0.5 - y) * cell);
    }
}

function overlay() {
  const context = sized(cross), { x, y, cell, width, height } = view;
  if (state.q < 0) return;
  const left = (state.k - x) * cell, top = (state.q - y) * cell;
  context.fillStyle = "#" + colours().paper;
  context.globalAlpha = 0.5;
  context.fillRect(0, 0, width, height);
  context.clearRect(0, top, width, cell);
  context.clearRect(left, 0, cell, height);
  context.globalAlpha = 1;
  context.strokeStyle = "#" + colours().text;
  context.lineWidth = state.pinned ? 2 : 1.25;
  const inset = cell >= 6 ? 1 : -2;
  context.strokeRect(left + inset, top + inset, cell - 2 * inset, cell - 2 * inset);
}
