// What is disputed: the disputes of the report at the reader's thresholds, as contradict.disputes finds them.

let disputes = [];

function findDisputes() {
  disputes = [...insideQuestions(), ...betweenQuestions()].map(disputeOf)
    .sort((one, two) => one.between - two.between || two.weight - one.weight || one.first - two.first);
  for (const claim of claims) claim.disputed = false;
  for (const dispute of disputes) {
    dispute.contradict.forEach((pair) => { pair.dispute = dispute; });
    dispute.camps.flat().forEach((n) => { claims[n].disputed = true; });
  }
}

function questionsOf(pair) {
  return [claims[pair.a].question, claims[pair.b].question].sort((one, two) => one - two);
}

function gather(map, key, value) {
  if (!map.has(key)) map.set(key, []);
  map.get(key).push(value);
}

function insideQuestions() {
  const members = new Map(), inside = new Map();
  for (const claim of claims) gather(members, claim.question, claim.n);
  for (const pair of pairs) {
    const [one, two] = questionsOf(pair);
    if (one === two && (pair.relation === "contradict" || pair.relation === "agree")) gather(inside, one, pair.n);
  }
  return [...inside].filter(([, own]) => own.some((n) => pairs[n].relation === "contradict"))
    .map(([question, own]) => ({ between: false, claims: members.get(question), pairs: own }));
}

// Contradictions between claims of two questions, by the sets of claims that they connect.
function betweenQuestions() {
  const between = new Map(), agreeing = new Map();
  for (const pair of pairs) {
    const [one, two] = questionsOf(pair);
    if (one === two && pair.relation === "agree") gather(agreeing, one, pair.n);
    if (one !== two && pair.relation === "contradict") gather(between, one * claims.length + two, pair);
  }
  const units = [];
  for (const [key, own] of between) {
    const known = [Math.floor(key / claims.length), key % claims.length].flatMap((question) => agreeing.get(question) || []);
    for (const part of connected(own)) {
      const members = new Set(part.flatMap((pair) => [pair.a, pair.b]));
      units.push({ between: true, claims: [...members].sort((one, two) => one - two),
        pairs: [...part.map((pair) => pair.n), ...known.filter((n) => members.has(pairs[n].a) && members.has(pairs[n].b))] });
    }
  }
  return units;
}

function connected(own) {
  const into = new Map(own.flatMap((pair) => [[pair.a, pair.a], [pair.b, pair.b]]));
  for (const pair of own) into.set(last(into, pair.a), last(into, pair.b));
  const parts = new Map();
  for (const pair of own) gather(parts, last(into, pair.a), pair);
  return parts.values();
}

function disputeOf(unit) {
  const contradict = unit.pairs.map((n) => pairs[n]).filter((pair) => pair.relation === "contradict").sort(surestInOrder);
  const { camps, others } = sidesOf(unit, data.commonInDispute);
  const topic = topicOf(contradict);
  const anchor = `d-${contradict[0].anchor.slice(2)}`;
  return { ...unit, contradict, camps, others, anchor, title: data.topics[topic][0], event: eventOf(contradict),
    first: contradict.reduce((least, pair) => Math.min(least, firstPlace(pair)), Infinity), lead: contradict.find((pair) => pair.topic === topic),
    weight: contradict.reduce((sum, pair) => sum + millionths(pair), 0) };
}

// The dispute with the surest contradiction, one between two questions only where there is no other.
function surestDispute() {
  return disputes.reduce((best, now) => (!best || (now.between === best.between
    && millionths(now.contradict[0]) > millionths(best.contradict[0])) ? now : best), null);
}

function topicOf(contradict) {
  const weights = new Map();
  for (const pair of contradict) {
    weights.set(pair.topic, (weights.get(pair.topic) || 0) + millionths(pair) * data.topics[pair.topic][1]);
  }
  return [...weights].reduce((best, now) => (now[1] > best[1] ? now : best))[0];
}

// The event of most of the claims that contradict each other; -1 where they are in none.
function eventOf(contradict) {
  const counts = new Map();
  for (const n of new Set(contradict.flatMap((pair) => [pair.a, pair.b]))) {
    if (claims[n].event >= 0) counts.set(claims[n].event, (counts.get(claims[n].event) || 0) + 1);
  }
  return [...counts].reduce((best, now) => (now[1] > best[1] || (now[1] === best[1] && now[0] < best[0]) ? now : best), [-1, 0])[0];
}

function millionths(pair) {
  return Math.floor(pair.contradict * 1e6 + 0.5);
}

// The places of the two claims of a pair as one number.
function firstPlace(pair) {
  return Math.min(pair.a, pair.b) * claims.length + Math.max(pair.a, pair.b);
}

function surestInOrder(one, two) {
  return millionths(two) - millionths(one) || firstPlace(one) - firstPlace(two);
}
