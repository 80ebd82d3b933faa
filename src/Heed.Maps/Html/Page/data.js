// The map: exact float32 numbers, masks as bits, and what several heads are together.
const data = JSON.parse(document.getElementById("data").textContent);
const { layers, heads, queries, keys } = data;
const area = queries * keys;

function bytesOf(base64) {
  const text = atob(base64), bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

const weights = new Float32Array(bytesOf(data.weights).buffer);
const maskBits = data.mask && bytesOf(data.mask.bits);
const maskStride = data.mask ? maskBits.length / data.mask.planes : 0;

function maskedIn(plane, i) {
  if (!maskBits) return false;
  const start = data.mask.planes === 1 ? 0 : plane * maskStride;
  return (maskBits[start + (i >> 3)] >> (i & 7) & 1) !== 0;
}

const panels = new Map();

// choice: the number of a head, or "mean", "max", "rollout".
function panelOf(layer, choice) {
  const name = layer + "/" + choice;
  if (!panels.has(name)) {
    if (panels.size > 64) panels.clear();
    panels.set(name, makePanel(layer, choice));
  }
  return panels.get(name);
}

function makePanel(layer, choice) {
  if (choice === "rollout") return finish("rollout of layers 0 … " + layer + ", residual ½", rollout(layer), () => false);
  if (choice !== "mean" && choice !== "max" || heads === 1) {
    const head = heads === 1 ? 0 : Number(choice), plane = layer * heads + head;
    return finish("head " + head, weights.subarray(plane * area, (plane + 1) * area), i => maskedIn(plane, i));
  }
  const first = layer * heads, values = new Float32Array(area);
  const own = data.mask && data.mask.planes > 1;
  for (let h = 0; h < heads; h++) {
    const start = (first + h) * area;
    for (let i = 0; i < area; i++) {
      if (own && maskedIn(first + h, i)) continue;
      const w = weights[start + i];
      if (choice === "mean") values[i] += w;
      else if (!(Math.abs(w) <= Math.abs(values[i])) && !Number.isNaN(values[i])) values[i] = w;
    }
  }
  if (choice === "mean") for (let i = 0; i < area; i++) values[i] /= heads;
  const masked = i => {
    for (let h = 0; h < (own ? heads : 1); h++) if (!maskedIn(first + h, i)) return false;
    return true;
  };
  return finish((choice === "mean" ? "mean" : "maximum") + " of " + heads + " heads", values, masked);
}

function finish(name, values, masked) {
  const largest = new Float32Array(queries), visible = new Int32Array(queries), sums = new Float64Array(queries);
  let nan = false;
  for (let q = 0, i = 0; q < queries; q++)
    for (let k = 0; k < keys; k++, i++) {
      if (masked(i)) continue;
      const size = Math.abs(values[i]);
      visible[q]++;
      if (size > largest[q]) largest[q] = size;
      if (size !== size) nan = true;
      sums[q] += size;
    }
  return { name, values, masked, largest, visible, sums, nan, ranks: new Map() };
}

function rollout(layer) {
  const n = queries;
  let total = null;
  for (let l = 0; l <= layer; l++) {
    const mixed = new Float64Array(area);
    for (let q = 0; q < n; q++) {
      let sum = 0;
      for (let h = 0; h < heads; h++)
        for (let k = 0; k < n; k++) {
          const i = q * n + k;
          if (!maskedIn(l * heads + h, i)) mixed[i] += Math.abs(weights[(l * heads + h) * area + i]) * 0.5 / heads;
        }
      mixed[q * n + q] += 0.5;
      for (let k = 0; k < n; k++) sum += mixed[q * n + k];
      for (let k = 0; k < n; k++) mixed[q * n + k] /= sum;
    }
    total = total ? product(mixed, total, n) : mixed;
  }
  return Float32Array.from(total);
}

function product(left, right, n) {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let m = 0; m < n; m++) {
      const factor = left[i * n + m];
      if (factor !== 0) for (let j = 0; j < n; j++) result[i * n + j] += factor * right[m * n + j];
    }
  return result;
}

// The keys of a row from most to least read, masked ones left out.
function ranked(panel, q) {
  if (!panel.ranks.has(q)) {
    const start = q * keys, order = [];
    for (let k = 0; k < keys; k++) if (!panel.masked(start + k) && panel.values[start + k] === panel.values[start + k]) order.push(k);
    order.sort((a, b) => Math.abs(panel.values[start + b]) - Math.abs(panel.values[start + a]) || a - b);
    if (panel.ranks.size > 64) panel.ranks.clear();
    panel.ranks.set(q, order);
  }
  return panel.ranks.get(q);
}
