// What the colours stand for.
const scales = [["max", "0 … largest"], ["row", "each row"], ["log", "logarithmic"], ["uniform", "× uniform"], ["unit", "0 … 1"]]
  .filter(([name]) => !data.signed || name !== "log" && name !== "uniform");

function domainOf(scale, shown) {
  const factor = (panel, q) => scale === "row" ? (panel.largest[q] > 0 ? Math.fround(1 / panel.largest[q]) : 1) : scale === "uniform" ? panel.visible[q] : 1;
  let largest = 0;
  for (const panel of shown) for (let q = 0; q < queries; q++) largest = Math.max(largest, panel.largest[q] * factor(panel, q));
  const high = scale === "row" || scale === "unit" ? 1
    : scale === "uniform" ? 2 ** Math.max(1, Math.ceil(Math.log2(Math.max(largest, 1)) - 1e-9))
    : largest > 0 ? largest : 1;
  const low = scale === "log" ? high * 1e-4 : scale === "uniform" ? 1 / high : data.signed ? -high : 0;
  const place = value => {
    const t = scale === "log" ? (value <= low ? 0 : Math.log(value / low) / Math.log(high / low))
      : scale === "uniform" ? (value <= low ? 0 : 0.5 + 0.5 * Math.log(value) / Math.log(high))
      : (value - low) / (high - low);
    return Math.min(1, Math.max(0, t));
  };
  return { scale, low, high, factor, place, diverging: data.signed || scale === "uniform", clipped: scale === "unit" && largest > 1, ticks: ticksOf(scale, low, high) };
}

function ticksOf(scale, low, high) {
  const wanted = [];
  if (scale === "log") {
    wanted.push([0, "≤" + short(low)], [1, short(high)]);
    for (let p = Math.ceil(Math.log10(low)); 10 ** p < high; p++) wanted.push([Math.log(10 ** p / low) / Math.log(high / low), short(10 ** p)]);
  } else if (scale === "uniform") {
    const powers = Math.round(Math.log2(high));
    wanted.push([0, "≤1/" + short(high)], [1, short(high)], [0.5, "1"]);
    for (let p = 1; p < powers; p++) wanted.push([0.5 - 0.5 * p / powers, "1/" + 2 ** p], [0.5 + 0.5 * p / powers, "" + 2 ** p]);
  } else {
    wanted.push([0, short(low)], [1, short(high)]);
    if (low < 0) wanted.push([0.5, "0"]);
    const raw = (high - low) / 4, ten = 10 ** Math.floor(Math.log10(raw)), m = raw / ten;
    const step = ten * (m < 1.5 ? 1 : m < 3.5 ? 2 : m < 7.5 ? 5 : 10);
    for (let i = Math.ceil(low / step); i * step < high; i++) wanted.push([(i * step - low) / (high - low), short(i * step)]);
  }
  return wanted.filter(([at], i) => wanted.slice(0, i).every(([other]) => Math.abs(other - at) >= 0.09));
}

function short(value) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text = size < 1e-4 || size >= 1e6 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
  return text.replace("-", "−");
}

// The shortest decimal that reads back as the same float32.
function exact(value) {
  if (Number.isNaN(value)) return "NaN";
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text)).replace("-", "−");
  }
  return String(Number(value.toPrecision(9))).replace("-", "−");
}

// 0xAABBGGRR, as ImageData wants it.
function rampOf(colours) {
  const steps = 1023, table = new Uint32Array(steps + 1), css = [];
  for (let i = 0; i <= steps; i++) {
    const c = parseInt(colours[i], 16);
    table[i] = 0xff000000 | (c & 255) << 16 | (c >> 8 & 255) << 8 | c >> 16;
    css.push("#" + colours[i]);
  }
  return { at: t => table[Math.round(t * steps)], css: t => css[Math.round(t * steps)], ink: t => inkOn(parseInt(colours[Math.round(t * steps)], 16)) };
}

function inkOn(c) {
  const linear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const l = 0.2126 * linear(c >> 16) + 0.7152 * linear(c >> 8 & 255) + 0.0722 * linear(c & 255);
  return (l + 0.05) * (l + 0.05) >= 0.05 * 1.05 ? "#000" : "#fff";
}
