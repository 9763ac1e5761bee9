"use strict";
// The report's data, the relation of each pair at the reader's thresholds, and what the filters let through.

const data = JSON.parse(document.getElementById("data").textContent);
const KINDS = ["quantity", "denial", "opposition", "other"];

function table({ columns, rows }) {
  return rows.map((row, n) => Object.assign({ n }, ...columns.map((name, i) => ({ [name]: row[i] }))));
}

const claims = table(data.claims);
const pairs = table(data.pairs);
const events = table(data.events);
for (const claim of claims) claim.event = -1;
for (const event of events) event.claims.forEach((n) => { claims[n].event = event.n; });
for (const claim of claims) claim.words = folded([claim.text, claim.name, claim.source].join(" "));
const loose = pairs.filter((pair) => pair.event < 0).map((pair) => pair.n);
if (loose.length) {
  events.push({ n: events.length, title: "Between events", anchor: "between", claims: [], pairs: loose, between: true });
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// The rule of Thresholds.relation; what a referee decided stays.
function relationOf(pair, contradict, agree) {
  if (pair.decided) return pair.decided;
  if (pair.contradict >= contradict) return pair.update ? "update" : "contradict";
  return pair.agree >= agree ? "agree" : "neutral";
}

function rethreshold(contradict, agree) {
  for (const pair of pairs) {
    pair.relation = relationOf(pair, contradict, agree);
    pair.reason = pair.reasons.find((reason) => reason[0] === pair.relation);
    pair.kind = pair.reason ? pair.reason[1] : null;
    pair.unsure = pair.relation === "neutral" && Boolean(pair.decided ? pair.uncertain : pair.neutral < 0.5);
    pair.certainty = pair.relation === "agree" || pair.relation === "neutral" ? pair[pair.relation] : pair.contradict;
  }
  findDisputes();
}

function surestFirst(one, two) {
  return Math.round(two.certainty * 1e6) - Math.round(one.certainty * 1e6) || one.n - two.n;
}

const state = {
  contradict: data.thresholds[0],
  agree: data.thresholds[1],
  voice: null,
  other: null,
  kinds: new Set(KINDS),
  words: [],
};

function filtered() {
  return state.voice !== null || state.words.length > 0 || state.kinds.size < KINDS.length;
}

function claimMatches(claim) {
  return (state.voice === null || claim.voice === state.voice) && state.words.every((word) => claim.words.includes(word));
}

function pairMatches(pair) {
  const [a, b] = [claims[pair.a], claims[pair.b]];
  if (pair.relation === "contradict" && !state.kinds.has(pair.kind)) return false;
  if (state.voice !== null && a.voice !== state.voice && b.voice !== state.voice) return false;
  if (state.other !== null && (a.voice === state.voice ? b : a).voice !== state.other) return false;
  return [a, b].some((claim) => state.words.every((word) => claim.words.includes(word)));
}

// What is to be seen of each event, in the order of the page: contradictions at the report's own thresholds decide.
// A contradiction is seen with its dispute, in the event that most claims of the dispute are in.
function eventViews() {
  const views = events.map((event) => ({ event, disputes: [], contradict: [], update: [], agree: [], neutral: [], disputed: 0 }));
  for (const dispute of disputes) {
    const view = views[homeOf(dispute)], matching = dispute.contradict.filter(pairMatches);
    view.disputed += dispute.contradict.length;
    view.contradict.push(...matching);
    if (matching.length) view.disputes.push({ dispute, pairs: matching });
  }
  for (const view of views) {
    for (const pair of view.event.pairs.map((n) => pairs[n])) {
      if (pair.relation !== "contradict" && pairMatches(pair)) view[pair.relation].push(pair);
    }
    for (const name of ["update", "agree"]) view[name].sort(surestFirst);
    view.neutral.sort((one, two) => two.unsure - one.unsure || two.contradict - one.contradict || one.n - two.n);
  }
  const wanted = views.filter((view) => {
    if (view.contradict.length || !filtered()) return view.event.claims.length || view.event.pairs.length;
    return view.update.length || view.agree.length || view.neutral.length
      || (state.other === null && view.event.claims.some((n) => claimMatches(claims[n])));
  });
  return wanted.sort((one, two) =>
    Boolean(two.contradict.length) - Boolean(one.contradict.length) || one.event.rank - two.event.rank);
}

// The number of the event that a dispute is shown in.
function homeOf(dispute) {
  return dispute.event < 0 ? events.length - 1 : dispute.event;
}

function rankEvents() {
  const sized = events.map((event) => ({ event, size: 0, top: 0 }));
  for (const dispute of disputes) {
    const own = sized[homeOf(dispute)];
    own.size += dispute.contradict.length;
    own.top = Math.max(own.top, dispute.contradict[0].contradict);
  }
  sized.sort((one, two) => Boolean(one.event.between) - Boolean(two.event.between)
    || two.size - one.size || two.top - one.top || one.event.n - two.event.n);
  sized.forEach(({ event }, rank) => { event.rank = rank; });
}

function percent(probability) {
  if (probability > 0.99 && probability < 1) return ">99\u202f%";
  return probability > 0 && probability < 0.01 ? "<1\u202f%" : `${Math.round(100 * probability)}\u202f%`;
}

function counted(n, one, many = `${one}s`) {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}
