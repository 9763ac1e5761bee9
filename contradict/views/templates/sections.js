// The sections of the page: the surest contradictions, the voices and their sides, the events.

const MOST_VOICES = 14;
const NOBODY = new Map();
const SHORT = 140;
const MOST_ROWS = 6;
const MOST_NAMES = 8;

function short(text, most = SHORT) {
  return text.length > most ? `${text.slice(0, most).replace(/\s\S*$/, "")} …` : text;
}

function surest() {
  const all = pairs.filter((pair) => pair.relation === "contradict").sort(surestFirst);
  if (!all.length) return [h("p", { class: "empty" }, "No two claims contradict each other at this certainty.")];
  const event = events.find((e) => e.n === all[0].event) || null;
  const next = apart(all).slice(1);
  const line = (pair) => h("li", {}, h("a", { href: `#${pair.anchor}` }, h("b", { class: "sure" }, percent(pair.certainty)),
    h("span", {}, [claims[pair.a], claims[pair.b]].map((claim) => h("span", { class: "line" },
      h("span", { class: "soft", dir: "auto" }, claim.name, ": "), h("span", { class: "title", dir: "auto" }, short(claim.text)))))));
  return [card(all[0], event ? sideMap(sidesOf(event)) : NOBODY, true),
    ...(next.length ? [h("h3", {}, "The surest about other claims"),
      pagedList(next, line, { first: 6, step: 20, key: "tops", noun: ["contradiction"], tag: "ol", look: "tops" })] : [])];
}

// The surest contradictions that share no claim: every other one is about a claim of theirs.
function apart(ranked) {
  const told = new Set();
  return ranked.filter((pair) => !told.has(pair.a) && !told.has(pair.b) && told.add(pair.a).add(pair.b));
}

function sideMap({ camps }) {
  return new Map(camps.flatMap((camp, side) => camp.map((n) => [n, side])));
}

function voiceLines(counts, relation) {
  const ranked = [...counts.values()].filter((m) => m.i !== m.j && m[relation])
    .sort((one, two) => two[relation] - one[relation] || one.i - two.i || one.j - two.j);
  if (!ranked.length) return h("p", { class: "soft" }, "None at this certainty.");
  const most = ranked[0][relation];
  const line = (m) => h("li", {},
    h("button", { type: "button", class: "plain", on: { click: () => chooseVoices(m.i, m.j) } },
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
function standing({ counts }, group) {
  const met = [...counts.values()].filter(({ i, j }) => i !== j);
  const rows = disputes(met, group);
  let [one, two, most] = [-1, -1, 0];
  rows.forEach((row, g) => row.forEach((count, k) => { if (g < k && count > most) [one, two, most] = [g, k, count]; }));
  if (!most) return [h("p", { class: "empty" }, "No two voices contradict each other at this certainty.")];
  const all = pairs.filter((pair) => pair.relation === "contradict").length;
  const members = (g) => data.voices.map((_, i) => i).filter((i) => group[i] === g);
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
    document.querySelector("#voices .scroll").focus();
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
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Matrix of voices" }, matrixTable(seen, counts, group)), rest,
      h("p", { class: "soft legend" }, h("span", { class: "swatch contradict" }, "3"), " pairs of their claims contradict, ",
        h("span", { class: "swatch agree" }, "2"), " agree. Voices of one side are next to each other. ",
        silent ? `${counted(silent, "voice")} ${silent === 1 ? "does" : "do"} neither and ${silent === 1 ? "is" : "are"} left out.` : "")) : "",
  ];
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
    return h("td", attributes, h("button", { type: "button", "aria-label": `${names}: ${label}`, title: `${names}: ${label}`,
      on: { click: () => chooseVoices(row.voice, column.voice) } }, number(m, "contradict"), number(m, "agree")));
  };
  const starts = (i) => (i && group[seen[i].voice] !== group[seen[i - 1].voice] ? "edge" : "");
  return h("table", { class: "matrix" },
    h("caption", { class: "unseen" }, "How often each two voices contradict and support each other"),
    h("thead", {}, h("tr", {}, h("td", {}), seen.map((v, i) => h("th", { scope: "col", class: starts(i) || null },
      h("span", { title: data.voices[v.voice], dir: "auto" }, data.voices[v.voice]))))),
    h("tbody", {}, seen.map((row, r) => h("tr", { class: starts(r) || null },
      h("th", { scope: "row" }, h("span", { title: data.voices[row.voice], dir: "auto" }, data.voices[row.voice])),
      seen.map((column, c) => cell(row, column, starts(c)))))));
}

function contents(views) {
  const line = (view) => h("li", {}, h("a", { href: `#${view.event.anchor}` },
    h("span", { class: "what" }, h("span", { class: "title", dir: "auto" }, titleOf(view.event)), h("span", { class: "soft" }, leaders(view.event))),
    h("span", { class: "many" }, h("b", {}, String(view.contradict.length)), hidden(view.contradict.length === 1 ? " contradiction" : " contradictions"))));
  const disputed = views.filter((view) => view.contradict.length);
  return pagedList(disputed, line, { first: 8, step: 40, key: "contents", noun: ["event"], tag: "ol" });
}

// The title of an event is one of its claims: quoted, so that nobody takes it for the page's own word, or for all of it.
function titleOf(event) {
  if (event.between) return event.title;
  return [`\u201c${event.title.replace(/[.\s]+$/, "")}\u201d`, h("span", { class: "among" }, ` and ${more(event.claims.length - 1, ["claim"])}`)];
}

// The voice with the most claims on each of the two largest sides.
function leaders(event) {
  if (event.between) return "pairs of claims from two events";
  const [one, two] = sidesOf(event).camps.map((camp) => data.voices[voicesOf(camp)[0]]);
  return two === undefined || one === two ? "" : `${one} against ${two}`;
}

function voicesOf(members) {
  const names = new Map();
  members.forEach((n) => names.set(claims[n].voice, (names.get(claims[n].voice) || 0) + 1));
  return [...names].sort((one, two) => two[1] - one[1] || one[0] - two[0]).map(([voice]) => voice);
}

function eventSection(view) {
  const { event } = view;
  const sides = event.between ? { camps: [], others: [] } : sidesOf(event);
  const sideOf = sideMap(sides);
  const list = (relation, noun, first) => pagedList(view[relation], (pair) => card(pair, sideOf),
    { first, step: 20, key: `${event.anchor} ${relation}`, noun });
  const folded = (relation, title, note, noun) => (view[relation].length ? fold(`${event.anchor} ${relation} fold`,
    [h("b", {}, title), ` ${view[relation].length}`, note ? h("span", { class: "soft" }, ` · ${note}`) : null],
    () => list(relation, noun, 10)) : null);
  const unsure = view.neutral.filter((pair) => pair.unsure).length;
  return h("article", { class: "event", id: event.anchor, tabindex: "-1", "aria-label": event.title },
    h("h3", { dir: "auto" }, titleOf(event)),
    h("p", { class: "about" }, aboutEvent(view)),
    sidesPart(event, sides, sideOf),
    view.contradict.length ? h("h4", {}, "Claim against claim") : null,
    view.contradict.length ? list("contradict", ["contradiction"], event.between ? 8 : 4) : null,
    folded("update", "Updates", "the later claim replaces the earlier one", ["update"]),
    folded("agree", "Agreements", "one follows from the other", ["agreement"]),
    sides.others.length ? fold(`${event.anchor} others`,
      [h("b", {}, sides.camps.length ? "Claims on no side" : "Claims"), ` ${sides.others.length}`],
      () => pagedList(sides.others, (n) => quoted(claims[n], []), { first: 10, step: 20, key: `${event.anchor} others`, noun: ["claim"] })) : null,
    folded("neutral", "Neutral pairs", unsure ? `${unsure} of them undecided` : "", ["pair"]));
}

function aboutEvent(view) {
  if (view.event.between) return "Pairs of claims that were put into two different events, or into none.";
  const dates = view.event.claims.map((n) => claims[n].date).filter((date) => date >= 0);
  const [first, last] = [Math.min(...dates), Math.max(...dates)].map((date) => (dates.length ? data.dates[date] : null));
  return [counted(view.event.claims.length, "claim"),
    (view.contradict.length < view.disputed ? `${view.contradict.length} of ` : "") + counted(view.disputed, "contradiction"),
    dates.length ? daysFrom(first[2], last[2]) : ""].filter(Boolean).join(" · ");
}

function daysFrom(first, last) {
  if (first === last) return first;
  const [day, ...month] = first.split(" ");
  return month.join(" ") === last.split(" ").slice(1).join(" ") ? `${day}\u2013${last}` : `${first} \u2013 ${last}`;
}

// Who stands where; folded while the reader looks for something else.
function sidesPart(event, sides, sideOf) {
  const parts = () => [sides.camps.length ? campsPart(event, sides, sideOf) : null, timeline(event, sides)].filter(Boolean);
  if (!sides.camps.length || !filtered()) return parts();
  return fold(`${event.anchor} sides`, [h("b", {}, "Sides"), ` ${sides.camps.length}`], parts);
}

// Which sides each side contradicts.
function fronts(event, sideOf, size) {
  const against = Array.from({ length: size }, () => new Set());
  for (const pair of event.pairs.map((n) => pairs[n]).filter((p) => p.relation === "contradict")) {
    const [one, two] = [sideOf.get(pair.a), sideOf.get(pair.b)];
    against[one].add(two);
    against[two].add(one);
  }
  return against.map((sides) => [...sides].sort((one, two) => one - two));
}

function campsPart(event, { camps }, sideOf) {
  const against = fronts(event, sideOf, camps.length);
  const panel = (camp) => {
    const side = camps.indexOf(camp);
    const names = voicesOf(camp).map((voice) => data.voices[voice]);
    const said = (n) => h("li", { "data-claim": claims[n].id },
      h("span", { class: "said", dir: "auto" }, short(claims[n].text, LONG)), " ",
      h("span", { class: "origin" }, names.length > 1 || !origin(claims[n]) ? [h("b", {}, claims[n].name), " "] : null, origin(claims[n])));
    return h("div", { class: "camp", "data-side": letter(side) },
      h("h4", {}, badge(side), h("span", { class: "who" }, names.slice(0, 6).join(", "), names.length > 6 ? ` and ${names.length - 6} more` : "")),
      camps.length > 2 ? h("p", { class: "soft" }, `contradicts ${against[side].map(letter).join(", ")}`) : null,
      pagedList(camp, said, { first: 4, step: 20, key: `${event.anchor} side ${side}`, noun: ["claim"], tag: "ul" }));
  };
  return pagedList(camps, panel, { first: 4, step: 20, key: `${event.anchor} camps`, noun: ["side"], look: "camps" });
}

// Who spoke when: one row a side, one column a day (or several days, where there are many).
function timeline(event, { camps, others }) {
  const dated = event.claims.filter((n) => claims[n].date >= 0);
  const days = [...new Set(dated.map((n) => data.dates[claims[n].date][1]))].sort((one, two) => one - two);
  if (days.length < 2) return null;
  const width = Math.ceil((days[days.length - 1] - days[0] + 1) / 12);
  const column = (day) => (days.length <= 12 ? days.indexOf(day) : Math.floor((day - days[0]) / width));
  const names = new Map();
  for (const n of dated) {
    const [, day, text] = data.dates[claims[n].date];
    const known = names.get(column(day));
    names.set(column(day), known ? { ...known, last: day > known.to ? text : known.last, to: Math.max(day, known.to) } : { first: text, last: text, to: day });
  }
  const columns = [...names.keys()].sort((one, two) => one - two);
  const rows = camps.slice(0, MOST_ROWS).map((camp, side) => [badge(side), camp]);
  if (camps.length > MOST_ROWS) rows.push(["other sides", camps.slice(MOST_ROWS).flat()]);
  if (others.length) rows.push([camps.length ? "no side" : "claims", others]);
  const dots = (n) => (n > 6 ? String(n) : [hidden(String(n)), h("span", { "aria-hidden": "true" }, "●".repeat(n))]);
  return h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Timeline" }, h("table", { class: "timeline" },
    h("caption", {}, "Who spoke when"),
    h("thead", {}, h("tr", {}, h("td", {}), columns.map((c) => {
      const { first, last } = names.get(c);
      return h("th", { scope: "col" }, daysFrom(first, last));
    }))),
    h("tbody", {}, rows.map(([name, members]) => h("tr", {}, h("th", { scope: "row" }, name), columns.map((c) => {
      const n = members.filter((m) => claims[m].date >= 0 && column(data.dates[claims[m].date][1]) === c).length;
      return h("td", {}, n ? dots(n) : null);
    }))))));
}
