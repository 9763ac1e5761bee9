// The events one by one: their disputes with sides and pairs, and what else was said.

const MOST_ROWS = 6;
const MOST_DISPUTES = 4;
const MOST_PAIRS = 2;

// The title of an event is one of its claims: quoted, so that nobody takes it for the page's own word, or for all of it.
function titleOf(event) {
  if (event.between) return event.title;
  return [`\u201c${event.title.replace(/[.\s]+$/, "")}\u201d`, h("span", { class: "among" }, ` and ${more(event.claims.length - 1, ["claim"])}`)];
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
  const quiet = undisputed(event);
  return h("article", { class: "event", id: event.anchor, tabindex: "-1", "aria-label": event.title },
    h("h3", { dir: "auto" }, titleOf(event)),
    h("p", { class: "about" }, aboutEvent(view)),
    view.disputes.length ? pagedList(view.disputes, disputePart,
      { first: MOST_DISPUTES, step: 10, key: `${event.anchor} disputes`, noun: ["dispute"] }) : null,
    sides.camps.length ? fold(`${event.anchor} sides`, [h("b", {}, "Sides of the whole event"), ` ${sides.camps.length}`,
      h("span", { class: "soft" }, " · all disputes taken together, and who spoke when")],
    () => [campsPart(event, sides, sideOf, "h4"), timeline(event, sides)].filter(Boolean)) : timeline(event, sides),
    folded("update", "Updates", "the later claim replaces the earlier one", ["update"]),
    folded("agree", "Agreements", "one follows from the other", ["agreement"]),
    quiet.length ? fold(`${event.anchor} others`,
      [h("b", {}, view.disputed ? "Claims in no dispute" : "Claims"), ` ${quiet.length}`],
      () => pagedList(quiet, (n) => quoted(claims[n], []), { first: 10, step: 20, key: `${event.anchor} others`, noun: ["claim"] })) : null,
    folded("neutral", "Neutral pairs", unsure ? `${unsure} of them undecided` : "", ["pair"]));
}

// The claims of an event that are on no side of any dispute.
function undisputed(event) {
  return event.claims.filter((n) => !claims[n].disputed);
}

// One question: who takes which side, and claim against claim.
function disputePart({ dispute, pairs: matching }) {
  const sideOf = sideMap(dispute);
  const parts = () => campsPart(dispute, dispute, sideOf, "h5");
  const { contradict, between } = dispute;
  return h("section", { class: "question", id: dispute.anchor, tabindex: "-1", "aria-label": dispute.title },
    h("h4", { dir: "auto" }, dispute.title),
    h("p", { class: "about" }, (matching.length < contradict.length ? `${matching.length} of ` : "") + counted(contradict.length, "contradiction"),
      between ? " · the claims otherwise answer two different questions: more often a false alarm" : ""),
    filtered() ? fold(`${dispute.anchor} sides`, [h("b", {}, "Sides"), ` ${dispute.camps.length}`], parts) : parts(),
    pagedList(matching, (pair) => card(pair, sideOf),
      { first: MOST_PAIRS, step: 20, key: `${dispute.anchor} contradict`, noun: ["contradiction"] }));
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
  const [day, ...month] = first.split("\u00a0");
  return month.join() === last.split("\u00a0").slice(1).join() ? `${day}\u2013${last}` : `${first} \u2013 ${last}`;
}

// Which sides each side contradicts.
function fronts(unit, sideOf, size) {
  const against = Array.from({ length: size }, () => new Set());
  for (const pair of unit.pairs.map((n) => pairs[n]).filter((p) => p.relation === "contradict")) {
    const [one, two] = [sideOf.get(pair.a), sideOf.get(pair.b)];
    against[one].add(two);
    against[two].add(one);
  }
  return against.map((sides) => [...sides].sort((one, two) => one - two));
}

function campsPart(unit, { camps }, sideOf, heading) {
  const against = fronts(unit, sideOf, camps.length);
  const panel = (camp) => {
    const side = camps.indexOf(camp);
    const names = voicesOf(camp).map((voice) => data.voices[voice]);
    const said = (n) => h("li", { "data-claim": claims[n].id },
      h("span", { class: "said", dir: "auto" }, short(claims[n].text, LONG)), " ",
      h("span", { class: "origin" }, names.length > 1 || !origin(claims[n]) ? [h("b", {}, claims[n].name), " "] : null, origin(claims[n])));
    return h("div", { class: "camp", "data-side": letter(side) },
      h(heading, { class: "head" }, badge(side), h("span", { class: "who" }, names.slice(0, 6).join(", "), names.length > 6 ? ` and ${names.length - 6} more` : "")),
      camps.length > 2 ? h("p", { class: "soft" }, `contradicts ${against[side].map(letter).join(", ")}`) : null,
      pagedList(camp, said, { first: 4, step: 20, key: `${unit.anchor} side ${side}`, noun: ["claim"], tag: "ul" }));
  };
  return pagedList(camps, panel, { first: 4, step: 20, key: `${unit.anchor} camps`, noun: ["side"], look: "camps" });
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
