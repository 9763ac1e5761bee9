// The sections of the page: the surest contradiction, the voices, the events.

const MOST_VOICES = 14;
const NOBODY = new Map();
const SHORT = 140;
const MOST_ROWS = 6;

function short(text, most = SHORT) {
  return text.length > most ? `${text.slice(0, most).replace(/\s\S*$/, "")} …` : text;
}

function surest() {
  const all = pairs.filter((pair) => pair.relation === "contradict").sort(surestFirst);
  if (!all.length) return [h("p", { class: "empty" }, "No two claims contradict each other at this certainty.")];
  const event = events.find((e) => e.n === all[0].event) || null;
  const tops = all.filter((pair, i) => i === all.findIndex((p) => p.event === pair.event)).slice(1, 5);
  const top = (pair) => h("li", {}, h("a", { href: `#${pair.anchor}` }, h("b", { class: "sure" }, percent(pair.certainty)),
    h("span", {}, [claims[pair.a], claims[pair.b]].map((claim) => h("span", { class: "line" },
      h("span", { class: "soft" }, claim.name, ": "), h("span", { class: "title", dir: "auto" }, short(claim.text)))))));
  return [card(all[0], event ? sideMap(sidesOf(event)) : NOBODY, true),
    tops.length ? h("h3", {}, "The surest of other events") : "", tops.length ? h("ol", { class: "tops" }, tops.map(top)) : ""];
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

function voicesSection() {
  const { counts, rows } = meetings();
  const key = "matrix";
  const most = windows.get(key) || MOST_VOICES;
  const seen = alliesTogether(rows.slice(0, most), counts);
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
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Matrix of voices" }, matrixTable(seen, counts)), rest,
      h("p", { class: "soft legend" }, h("span", { class: "swatch contradict" }, "3"), " claims that contradict ",
        h("span", { class: "swatch agree" }, "2"), " claims that agree. Voices that stand together are next to each other. ",
        silent ? `${counted(silent, "voice")} ${silent === 1 ? "does" : "do"} neither.` : "")) : "",
  ];
}

function matrixTable(seen, counts) {
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
  const starts = (i) => (i && seen[i].bloc !== seen[i - 1].bloc ? "edge" : "");
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

// The title of an event is one of its claims: quoted, so that nobody takes it for the page's own word.
function titleOf(event) {
  return event.between ? event.title : `\u201c${event.title.replace(/[.\s]+$/, "")}\u201d`;
}

// The voice with the most claims on each of the two largest sides.
function leaders(event) {
  if (event.between) return "claims filed under different events";
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
  if (view.event.between) return "Pairs whose two claims were filed under different events.";
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
