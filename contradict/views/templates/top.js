// The start of the page: what is disputed, and who stands with whom.

const MOST_VOICES = 14;
const MOST_NAMES = 8;
const MOST_SIDES = 3;
const GLANCE = 230;
const NAMED = 4;
const LEAST_SCALE = 5;

function short(text, most) {
  return text.length > most ? `${text.slice(0, most).replace(/\s\S*$/, "")} …` : text;
}

function sideMap({ camps }) {
  return new Map(camps.flatMap((camp, side) => camp.map((n) => [n, side])));
}

function voicesOf(members) {
  const names = new Map();
  members.forEach((n) => names.set(claims[n].voice, (names.get(claims[n].voice) || 0) + 1));
  return [...names].sort((one, two) => two[1] - one[1] || one[0] - two[0]).map(([voice]) => voice);
}

function disputesSection() {
  const own = disputes.filter((dispute) => !dispute.between), between = disputes.filter((dispute) => dispute.between);
  if (!disputes.length) return [h("p", { class: "empty" }, "No two claims contradict each other at this certainty.")];
  const list = (some, key, first) => pagedList(some, glance, { first, step: 10, key, noun: ["dispute"], tag: "ol", look: "disputes" });
  const surest = surestDispute();
  return [h("p", { class: "lead" }, "Surest: ", h("a", { href: `#${surest.anchor}`, dir: "auto" }, surest.title), ", ",
    h("b", { class: "sure" }, percent(surest.contradict[0].certainty)), ".",
    h("span", { class: "soft" }, " Disputes with the most and surest contradictions come first.")),
  own.length ? list(own, "disputes", 8) : null,
    between.length ? fold("between questions", [h("b", {}, "Between two questions"),
      ` ${counted(between.reduce((sum, dispute) => sum + dispute.contradict.length, 0), "contradiction")}`,
      h("span", { class: "soft" }, " · of claims that otherwise answer different questions: more often false alarms")],
    () => list(between, "between disputes", 4)) : null].filter(Boolean);
}

// One dispute at a glance: of each side the claim that stands in the contradiction which gives the title, or its surest.
function glance(dispute) {
  const { camps, contradict, lead } = dispute, n = contradict.length;
  const left = camps.length - MOST_SIDES;
  return h("li", { class: "glance", "data-dispute": dispute.anchor },
    h("h3", { dir: "auto" }, h("a", { href: `#${dispute.anchor}` }, dispute.title)),
    h("p", { class: "about" }, h("b", { class: "sure" }, percent(lead.certainty)), hidden(" probability that both cannot be true"),
      n > 1 ? ` · ${counted(n, "contradiction")}` : "",
      left > 0 ? ` · ${counted(left, "further side")}` : ""),
    h("div", { class: `versus of-${Math.min(camps.length, MOST_SIDES)}` },
      camps.slice(0, MOST_SIDES).map((camp, side) => sideAtAGlance(camp, side, [lead, ...contradict]))));
}

function sideAtAGlance(camp, side, ranked) {
  const pair = ranked.find((p) => camp.includes(p.a) || camp.includes(p.b));
  const first = camp.includes(pair.a);
  const claim = claims[first ? pair.a : pair.b], spans = pair.reason ? pair.reason[first ? 2 : 3] : [];
  const told = spans.reduce((sum, [from, to]) => sum + to - from, 0) <= claim.text.length / 2;
  const also = voicesOf(camp).filter((voice) => voice !== claim.voice).map((voice) => data.voices[voice]);
  const left = camp.length - 1;
  return h("figure", { class: "claim", "data-claim": claim.id },
    h("figcaption", {}, badge(side), h("b", { dir: "auto" }, claim.name), " ", h("span", { class: "origin" }, origin(claim, true))),
    h("blockquote", { dir: "auto" }, excerpt(claim.text, told ? spans : [], GLANCE)),
    left ? h("p", { class: "soft also" }, counted(left, "more claim"), also.length ? ", also by " : "",
      also.slice(0, NAMED).flatMap((name, i) => [i ? ", " : "", h("bdi", {}, name)]), also.length > NAMED ? ` and ${also.length - NAMED} others` : "") : null);
}

function voiceLines(counts, relation) {
  const ranked = [...counts.values()].filter((m) => m.i !== m.j && m[relation])
    .sort((one, two) => two[relation] - one[relation] || one.i - two.i || one.j - two.j);
  if (!ranked.length) return h("p", { class: "soft" }, "None at this certainty.");
  const most = Math.max(LEAST_SCALE, ...ranked.map((m) => Math.max(m.contradict, m.agree)));
  const line = (m) => h("li", {},
    h("button", { type: "button", class: "plain", on: { click: () => chooseVoices(m.i, m.j, relation) } },
      h("span", { class: "names" }, h("bdi", {}, data.voices[m.i]), h("span", { class: "soft" }, relation === "agree" ? " with " : " against "),
        h("bdi", {}, data.voices[m.j])),
      h("span", { class: "times" }, bar(m[relation] / most, relation), h("b", {}, String(m[relation])), hidden(relation === "agree" ? " agreements" : " contradictions"))));
  return pagedList(ranked, line, { first: 5, step: 20, key: `lines ${relation}`, noun: ["pair of voices", "pairs of voices"], tag: "ul" });
}

function bar(share, relation) {
  const element = h("span", { class: `bar ${relation}`, "aria-hidden": "true" });
  element.style.setProperty("--share", share);
  return element;
}

// The two blocs of voices with the most contradictions between them, and who else contradicts anybody.
function standing({ counts, rows: meeting }, group) {
  const met = [...counts.values()].filter(({ i, j }) => i !== j);
  const rows = quarrels(met, group);
  let [one, two, most] = [-1, -1, 0];
  rows.forEach((row, g) => row.forEach((count, k) => { if (g < k && count > most) [one, two, most] = [g, k, count]; }));
  if (!most) return [h("p", { class: "empty" }, "No two voices contradict each other at this certainty.")];
  const all = pairs.filter((pair) => pair.relation === "contradict").length;
  const speaking = new Set(meeting.map((row) => row.voice));
  const members = (g) => data.voices.map((_, i) => i).filter((i) => group[i] === g && speaking.has(i));
  const silent = data.voices.filter((_, i) => (group[i] === one || group[i] === two) && !speaking.has(i)).length;
  const others = data.voices.map((_, i) => i).filter((i) => group[i] !== one && group[i] !== two && rows.has(group[i]));
  const said = (i) => h("li", {}, h("button", { type: "button", class: "plain", on: { click: () => chooseVoices(i) } }, h("bdi", {}, data.voices[i])),
    " ", h("span", { class: "soft" }, counted(data.said[i], "claim")));
  const side = (g, key) => pagedList(members(g), said, { first: MOST_NAMES, step: 20, key, noun: ["voice"], tag: "ul" });
  return [
    h("p", {}, h("b", {}, `${most.toLocaleString("en")} of the ${counted(all, "contradiction")}`), ` ${most === 1 ? "is" : "are"} between these two sides.`),
    h("div", { class: "stand" }, side(one, "one side"), h("p", { class: "against" }, "against"), side(two, "other side")),
    others.length ? h("p", { class: "soft" }, "In dispute too, but on neither side: ",
      others.slice(0, MOST_NAMES).flatMap((i, n) => [n ? ", " : "", h("bdi", {}, data.voices[i])]),
      others.length > MOST_NAMES ? ` and ${others.length - MOST_NAMES} more.` : ".") : null,
    silent ? h("p", { class: "soft" }, `${counted(silent, "voice")} of these parties neither ${silent === 1 ? "contradicts nor agrees" : "contradict nor agree"} with any claim, and ${silent === 1 ? "is" : "are"} left out.`) : null,
  ].filter(Boolean);
}

function voicesSection({ counts, rows }, group) {
  const key = "matrix";
  const most = windows.get(key) || MOST_VOICES;
  const first = new Map();
  rows.forEach((row, i) => { if (!first.has(group[row.voice])) first.set(group[row.voice], i); });
  const rank = (row) => first.get(group[row.voice]);
  const seen = rows.slice(0, most).sort((one, two) => rank(one) - rank(two));
  const left = rows.length - most, after = Math.min(left, 16);
  const enlarge = () => {
    windows.set(key, most + 16);
    drawVoices();
    document.querySelector("#voices .matrix [tabindex='0']").focus();
  };
  const rest = left > 0 ? h("div", {},
    h("p", { class: "printed" }, `${more(left, ["voice"])} not shown.`),
    h("button", { type: "button", class: "more", on: { click: enlarge } },
      left > after ? `Show ${after} more of ${counted(left, "voice")}` : `Show ${more(left, ["voice"])}`)) : null;
  const silent = data.voices.length - rows.length;
  return [
    h("div", { class: "lines" },
      h("h3", {}, "Who contradicts whom"), voiceLines(counts, "contradict"),
      h("h3", {}, "Who supports whom"), voiceLines(counts, "agree")),
    rows.length ? h("div", {},
      ...scrolling(matrixTable(seen, counts, group)), rest,
      h("p", { class: "soft legend" }, h("span", { class: "swatch contradict" }, "3"), " pairs of their claims contradict, ",
        h("span", { class: "swatch agree" }, "2"), " agree; in an empty field they do neither. ", h("span", { class: "swatch self" }),
        " On the diagonal each voice meets itself: a number there is of pairs of its own claims. Voices of one side are next to each other, with a thicker line between sides. ",
        silent ? `${counted(silent, "voice")} ${silent === 1 ? "does" : "do"} neither and ${silent === 1 ? "is" : "are"} left out.` : "")) : "",
  ];
}

// A wide table in its box, with a hint where it does not fit; what is in focus stays clear of the names of the rows.
function scrolling(inside) {
  const hint = h("p", { class: "soft hint", hidden: true }, "Scroll the table sideways to see all of it ", h("span", { "aria-hidden": "true" }, "→"));
  const box = h("div", { class: "scroll" }, inside);
  new ResizeObserver(() => {
    hint.hidden = box.scrollWidth <= box.clientWidth;
    box.style.scrollPaddingLeft = `${inside.querySelector("tbody th").offsetWidth + 4}px`;
  }).observe(box);
  return [hint, box];
}

function matrixTable(seen, counts, group) {
  const at = (i, j) => counts.get(`${Math.min(i, j)} ${Math.max(i, j)}`);
  const most = Math.max(...[...counts.values()].map((m) => Math.max(m.contradict, m.agree)));
  const number = (m, relation) => {
    if (!m[relation]) return null;
    const element = h("span", { class: `n ${relation}` }, String(m[relation]));
    element.style.setProperty("--weight", 0.35 + 0.65 * (m[relation] / most));
    return element;
  };
  const cell = (row, column, edge) => {
    const m = at(row.voice, column.voice);
    const attributes = { class: [row.voice === column.voice ? "self" : "", edge].join(" ").trim() || null };
    if (!m) return h("td", attributes);
    const label = [m.contradict ? counted(m.contradict, "contradiction") : "", m.agree ? counted(m.agree, "agreement") : ""].filter(Boolean).join(", ");
    const names = row.voice === column.voice ? `${data.voices[row.voice]} with itself` : `${data.voices[row.voice]} and ${data.voices[column.voice]}`;
    return h("td", attributes, h("button", { type: "button", tabindex: "-1", "aria-label": `${names}: ${label}`, title: `${names}: ${label}`,
      on: { click: () => chooseVoices(row.voice, column.voice, m.contradict ? "contradict" : "agree") } }, number(m, "contradict"), number(m, "agree")));
  };
  const starts = (i) => (i && group[seen[i].voice] !== group[seen[i - 1].voice] ? "edge" : "");
  const grid = h("table", { class: "matrix", role: "grid", on: { keydown: moveInGrid } },
    h("caption", { class: "unseen" }, "How often each two voices contradict and support each other; the arrow keys go from field to field"),
    h("thead", {}, h("tr", {}, h("td", {}), seen.map((v, i) => h("th", { scope: "col", class: starts(i) || null },
      h("span", { title: data.voices[v.voice], dir: "auto" }, data.voices[v.voice]))))),
    h("tbody", {}, seen.map((row, r) => h("tr", { class: starts(r) || null },
      h("th", { scope: "row" }, h("span", { title: data.voices[row.voice], dir: "auto" }, data.voices[row.voice])),
      seen.map((column, c) => cell(row, column, starts(c)))))));
  grid.querySelector("button").tabIndex = 0;
  return grid;
}

// The grid is one tab stop: arrow keys go to the next field with a number, Home and End to the first and last of a row.
function moveInGrid(event) {
  const from = event.target.closest("td"), row = from && [...from.parentElement.cells];
  if (!row) return;
  const at = row.indexOf(from);
  const column = [...from.closest("tbody").rows].map((r) => r.cells[at]), height = column.indexOf(from);
  const ways = { ArrowRight: row.slice(at + 1), ArrowLeft: row.slice(0, at).reverse(), ArrowDown: column.slice(height + 1),
    ArrowUp: column.slice(0, height).reverse(), Home: row, End: [...row].reverse() };
  const next = (ways[event.key] || []).map((cell) => cell.querySelector("button")).find(Boolean);
  if (!(event.key in ways)) return;
  event.preventDefault();
  if (!next || next === event.target) return;
  event.target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}
