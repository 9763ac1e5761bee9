// The parts that the page is made of. Text goes in as text nodes only.

const LONG = 900;

function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "on") Object.entries(value).forEach(([event, run]) => element.addEventListener(event, run));
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function hidden(text) {
  return h("span", { class: "unseen" }, text);
}

function marked(text, spans, start = 0, end = text.length) {
  const pieces = [];
  let at = start;
  for (const [from, to] of spans) {
    const [first, last] = [Math.max(from, at), Math.min(to, end)];
    if (first >= last) continue;
    pieces.push(text.slice(at, first), h("mark", {}, text.slice(first, last)));
    at = last;
  }
  return [...pieces, text.slice(at, end)];
}

// A claim's words; of a very long one what lies around the evidence, until the reader asks for all.
function words(text, spans) {
  const quote = h("blockquote", { dir: "auto" });
  if (text.length <= LONG) {
    quote.append(...marked(text, spans));
    return quote;
  }
  const from = Math.max(0, (spans.length ? spans[0][0] : 0) - 200);
  const whole = h("button", { type: "button", class: "plain", on: { click: () => quote.replaceChildren(...marked(text, spans)) } },
    `Show all ${text.length.toLocaleString("en")} characters`);
  quote.append(from ? "… " : "", ...marked(text, spans, from, Math.min(text.length, from + LONG)), " … ", whole);
  return quote;
}

// A claim's words on a few lines; of a longer one what lies around the evidence.
function excerpt(text, spans, most) {
  if (text.length <= most) return marked(text, spans);
  const wanted = Math.max(0, Math.min((spans.length ? spans[0][0] : 0) - most / 4, text.length - most));
  const from = wanted && text.indexOf(" ", wanted) + 1;
  const end = text.length - from <= most ? text.length : from + short(text.slice(from), most).length - 2;
  return [from ? "… " : "", ...marked(text, spans, from, end), end < text.length ? " …" : ""];
}

function origin(claim, brief = false) {
  const parts = [];
  if (claim.source && claim.source !== claim.name) parts.push(claim.source);
  if (claim.date >= 0) parts.push(data.dates[claim.date][brief ? 2 : 0]);
  const text = parts.join(", ");
  if (!claim.url) return text;
  return h("a", { href: claim.url, rel: "noopener noreferrer nofollow" }, text || "source");
}

function badge(side) {
  return side === undefined ? null : h("span", { class: `side side-${Math.min(side, 3)}` }, hidden("side "), letter(side));
}

function letter(side) {
  return side < 26 ? String.fromCharCode(65 + side) : String(side + 1);
}

function quoted(claim, spans, side) {
  return h("figure", { class: "claim", "data-claim": claim.id },
    h("figcaption", {}, badge(side), h("b", { dir: "auto" }, claim.name), " ", h("span", { class: "origin" }, origin(claim))),
    words(claim.text, spans));
}

const MEANING = { contradict: "that both cannot be true", update: "that both cannot be true of one time",
  agree: "that they agree", neutral: "that neither follows" };

// Two claims side by side; where there are sides, the first side stands at the left. Updates go by date.
function card(pair, sideOf) {
  let order = [[claims[pair.a], pair.reason ? pair.reason[2] : []], [claims[pair.b], pair.reason ? pair.reason[3] : []]];
  const [one, two] = order.map(([claim]) => sideOf.get(claim.n));
  if (pair.relation !== "update" && two < one) order = order.reverse();
  const why = pair.reason ? data.whys[pair.reason[4]] : "";
  return h("article", { class: `pair ${pair.relation}`, id: pair.anchor, tabindex: "-1", "data-pair": pair.anchor, "data-relation": pair.relation },
    h("p", { class: "sure" }, h("b", {}, percent(pair.certainty)), hidden(` probability ${MEANING[pair.relation]}`),
      h("span", { class: "kind" }, pair.decided ? "referee" : pair.kind || (pair.unsure ? "undecided" : pair.relation)),
      h("a", { class: "link", href: `#${pair.anchor}`, "aria-label": `Link to the pair ${order.map(([claim]) => `\u201c${short(claim.text, 60)}\u201d`).join(" and ")}` }, "Link")),
    h("div", { class: "body" },
      why ? h("p", { class: "why", dir: "auto" }, why) : null,
      h("div", { class: "versus" }, order.map(([claim, spans]) => quoted(claim, spans, sideOf.get(claim.n))))));
}

function more(n, [one, many = `${one}s`]) {
  return `${n.toLocaleString("en")} more ${n === 1 ? one : many}`;
}

// A list of which only a window is in the page; buttons at its ends bring more, and print says what is left out.
function pagedList(items, render, { first, step, key, noun, tag = "div", look = null }) {
  const box = h("div", { class: "paged" });
  const fits = items.length <= first + 2 ? items.length : first;
  let [start, end] = windows.get(key) || [0, fits];
  if (start >= items.length) [start, end] = [0, fits];
  end = Math.min(end, items.length);
  const remember = () => windows.set(key, [start, Math.max(end, start + first)]);
  const button = (text, run) => h("button", { type: "button", class: "more", on: { click: run } }, text);
  const folded = (n) => h("p", { class: "printed" }, `${more(n, noun)} not shown.`);
  const draw = (focus) => {
    const shown = items.slice(start, end).map(render);
    const before = Math.min(start, step), left = items.length - end, after = Math.min(left, step);
    const earlier = () => { start -= before; remember(); draw(0); };
    const later = () => { const from = end - start; end += after; remember(); draw(from); };
    const label = left > after ? `Show ${after} more of ${counted(left, ...noun)}` : `Show ${more(after, noun)}`;
    box.replaceChildren(
      ...(before ? [button(`Show ${counted(before, ...noun)} before these`, earlier), folded(start)] : []),
      h(tag, { class: look }, shown),
      ...(after ? [button(label, later), folded(left)] : []));
    if (focus !== undefined && shown[focus]) {
      shown[focus].setAttribute("tabindex", "-1");
      shown[focus].focus({ preventScroll: focus > 0 });
    }
  };
  draw();
  return box;
}

// Folded until opened, and not in the page before.
function fold(key, summary, content) {
  const fill = () => { if (details.open && details.children.length === 1) details.append(...[content()].flat()); };
  const details = h("details", { open: opened.has(key), "data-key": key }, h("summary", {}, summary, h("span", { class: "printed" }, " (folded)")));
  details.addEventListener("toggle", () => {
    opened[details.open ? "add" : "delete"](key);
    fill();
  });
  fill();
  return details;
}

const windows = new Map();
const opened = new Set();
