// Who stands where: the camps of an event as contradict.camps finds them, and the order of the voices in the matrix.

function sidesOf(event) {
  const members = event.claims;
  const place = new Map(members.map((claim, i) => [claim, i]));
  const agreeing = [], against = [];
  for (const n of event.pairs) {
    const pair = pairs[n];
    const [i, j] = [place.get(pair.a), place.get(pair.b)].sort((one, two) => one - two);
    if (pair.relation === "agree") agreeing.push([i, j, pair.weight]);
    if (pair.relation === "contradict") against.push([i, j]);
  }
  let group = joined(members.map((_, i) => i), agreeing, against);
  const spoken = members.map((n) => (data.nobody.includes(claims[n].voice) ? [] : [claims[n].voice]));
  group = joined(group, shared(spoken, group), against);
  const common = shared(opponents(members.length, against), group).filter(([, , count]) => count >= data.common);
  group = joined(group, common, against);
  const inside = new Map();
  group.forEach((g, i) => inside.set(g, [...(inside.get(g) || []), members[i]]));
  const disputed = new Set(against.flat().map((i) => group[i]));
  const camps = [...disputed].sort((g, h) => inside.get(h).length - inside.get(g).length || g - h);
  return { camps: camps.map((g) => inside.get(g)), others: members.filter((_, i) => !disputed.has(group[i])) };
}

function opponents(size, against) {
  const marks = Array.from({ length: size }, () => new Set());
  for (const [i, j] of against) {
    marks[i].add(j);
    marks[j].add(i);
  }
  return marks;
}

// How many marks each two groups have in common.
function shared(marks, group) {
  const bearers = new Map(), counts = new Map();
  marks.forEach((own, i) => own.forEach((mark) => {
    if (!bearers.has(mark)) bearers.set(mark, new Set());
    bearers.get(mark).add(group[i]);
  }));
  for (const bearer of bearers.values()) {
    const sorted = [...bearer].sort((one, two) => one - two);
    sorted.forEach((g, k) => sorted.slice(k + 1).forEach((h) => {
      counts.set(`${g} ${h}`, (counts.get(`${g} ${h}`) || 0) + 1);
    }));
  }
  return [...counts].map(([key, count]) => [...key.split(" ").map(Number), count]);
}

// Greedily joined groups, the heaviest link first, never two between which something stands.
function joined(group, weights, against) {
  const links = new Map(), foes = new Map(), into = new Map(group.map((g) => [g, g]));
  for (const g of into.keys()) {
    links.set(g, new Map());
    foes.set(g, new Set());
  }
  const add = (g, h, weight) => links.get(g).set(h, (links.get(g).get(h) || 0) + weight);
  for (const [i, j, weight] of weights) {
    add(group[i], group[j], weight);
    add(group[j], group[i], weight);
  }
  for (const [i, j] of against) {
    foes.get(group[i]).add(group[j]);
    foes.get(group[j]).add(group[i]);
  }
  const heap = new Heap((one, two) => two[0] - one[0] || one[1] - two[1] || one[2] - two[2]);
  links.forEach((row, i) => row.forEach((weight, j) => { if (i < j) heap.push([weight, i, j]); }));
  while (heap.items.length) {
    const [weight, i, j] = heap.pop();
    if (!links.has(i) || !links.has(j) || links.get(i).get(j) !== weight || foes.get(j).has(i)) continue;
    into.set(j, i);
    links.get(i).delete(j);
    for (const [k, more] of links.get(j)) {
      if (k === i) continue;
      links.get(k).delete(j);
      add(i, k, more);
      links.get(k).set(i, links.get(i).get(k));
      heap.push([links.get(i).get(k), Math.min(i, k), Math.max(i, k)]);
    }
    links.delete(j);
    for (const k of foes.get(j)) {
      foes.get(k).delete(j);
      foes.get(k).add(i);
      foes.get(i).add(k);
    }
    foes.delete(j);
  }
  const last = (g) => { while (into.get(g) !== g) g = into.get(g); return g; };
  return group.map(last);
}

class Heap {
  constructor(order) {
    this.order = order;
    this.items = [];
  }

  push(item) {
    const { items, order } = this;
    let at = items.push(item) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (order(items[above], items[at]) <= 0) return;
      [items[above], items[at]] = [items[at], items[above]];
      at = above;
    }
  }

  pop() {
    const { items, order } = this;
    const top = items[0], moved = items.pop();
    if (!items.length) return top;
    items[0] = moved;
    for (let at = 0; ;) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2]) {
        if (below < items.length && order(items[below], items[least]) < 0) least = below;
      }
      if (least === at) return top;
      [items[least], items[at]] = [items[at], items[least]];
      at = least;
    }
  }
}

// How often each two voices contradict and support each other, and the voices in an order that puts allies together.
function meetings() {
  const counts = new Map(), total = new Map();
  for (const pair of pairs) {
    if (pair.relation !== "contradict" && pair.relation !== "agree") continue;
    const [i, j] = [claims[pair.a].voice, claims[pair.b].voice].sort((one, two) => one - two);
    const key = `${i} ${j}`;
    if (!counts.has(key)) counts.set(key, { i, j, contradict: 0, agree: 0 });
    counts.get(key)[pair.relation] += 1;
    for (const voice of new Set([i, j])) {
      if (!total.has(voice)) total.set(voice, { voice, contradict: 0, agree: 0 });
      total.get(voice)[pair.relation] += 1;
    }
  }
  const rows = [...total.values()].sort((one, two) =>
    two.contradict - one.contradict || two.agree - one.agree || one.voice - two.voice);
  return { counts, rows };
}

function alliesTogether(rows, counts) {
  const place = new Map(rows.map((row, i) => [row.voice, i]));
  const met = [...counts.values()].filter(({ i, j }) => i !== j && place.has(i) && place.has(j));
  const between = met.map(({ i, j, ...count }) => ({ ends: [place.get(i), place.get(j)].sort((a, b) => a - b), ...count }));
  const against = between.filter((m) => m.contradict > m.agree).map((m) => m.ends);
  const agreeing = between.filter((m) => m.agree >= m.contradict && m.agree).map((m) => [...m.ends, m.agree]);
  let group = joined(rows.map((_, i) => i), agreeing, against);
  group = joined(group, shared(opponents(rows.length, against), group), against);
  const order = rows.map((_, i) => i).sort((one, two) => group[one] - group[two] || one - two);
  return order.map((i) => ({ ...rows[i], bloc: group[i] }));
}
