// Who stands where: the camps of an event and the blocs of voices as contradict.camps finds them.

function sidesOf(event, common = data.common) {
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
  group = gathered(group, members.map((n) => data.parties[claims[n].voice]), against);
  const allies = shared(opponents(members.length, against), group).filter(([, , count]) => count >= common);
  group = joined(group, allies, against);
  const inside = new Map(group.map((g) => [g, []]));
  group.forEach((g, i) => inside.get(g).push(members[i]));
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
  for (const bearer of bearers.values()) eachTwo([...bearer], group.length, counts, () => 1);
  return listed(counts, group.length);
}

// Add up something of each two of some numbers, by one number for both.
function eachTwo(numbers, size, counts, value) {
  numbers.sort((one, two) => one - two);
  numbers.forEach((g, k) => {
    for (let m = k + 1; m < numbers.length; m += 1) {
      const key = g * size + numbers[m];
      counts.set(key, (counts.get(key) || 0) + value(g, numbers[m]));
    }
  });
}

function listed(counts, size) {
  return [...counts].map(([key, count]) => [Math.floor(key / size), key % size, count]);
}

function foesOf(group, against) {
  const foes = new Map(group.map((g) => [g, new Set()]));
  for (const [i, j] of against) {
    foes.get(group[i]).add(group[j]);
    foes.get(group[j]).add(group[i]);
  }
  return foes;
}

function mergeFoes(foes, i, j) {
  for (const k of foes.get(j)) {
    foes.get(k).delete(j);
    foes.get(k).add(i);
    foes.get(i).add(k);
  }
  foes.delete(j);
}

function last(into, group) {
  let g = group;
  while (into.get(g) !== g) {
    into.set(g, into.get(into.get(g)));
    g = into.get(g);
  }
  return g;
}

// The groups of each speaker joined, each with the first before it that nothing stands against.
function gathered(group, speaking, against) {
  const foes = foesOf(group, against), into = new Map(group.map((g) => [g, g])), said = new Map();
  group.forEach((g, i) => {
    if (speaking[i] < 0) return;
    if (!said.has(speaking[i])) said.set(speaking[i], []);
    said.get(speaking[i]).push(g);
  });
  for (const groups of said.values()) {
    const first = [];
    for (const j of [...new Set(groups.map((g) => last(into, g)))].sort((one, two) => one - two)) {
      const i = first.find((g) => !foes.get(g).has(j));
      if (i === undefined) first.push(j);
      else {
        into.set(j, i);
        mergeFoes(foes, i, j);
      }
    }
  }
  return group.map((g) => last(into, g));
}

// Greedily joined groups, the heaviest link first, never two between which something stands.
function joined(group, weights, against) {
  const links = new Map(group.map((g) => [g, new Map()])), into = new Map(group.map((g) => [g, g]));
  const foes = foesOf(group, against);
  const add = (g, h, weight) => links.get(g).set(h, (links.get(g).get(h) || 0) + weight);
  for (const [i, j, weight] of weights) {
    add(group[i], group[j], weight);
    add(group[j], group[i], weight);
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
    mergeFoes(foes, i, j);
  }
  return group.map((g) => last(into, g));
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

// How often each two voices contradict and support each other.
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

// The bloc of each voice, which has the number of its first voice.
function blocsOf(counts) {
  const size = data.voices.length, met = [...counts.values()].filter(({ i, j }) => i !== j);
  const agreeing = met.filter((m) => m.agree > m.contradict).map(({ i, j, agree }) => [i, j, agree]);
  const against = met.filter((m) => m.contradict && m.contradict >= m.agree).map(({ i, j }) => [i, j]);
  const group = gathered(joined(data.voices.map((_, i) => i), agreeing, against), data.parties, against);
  const rows = quarrels(met, group), common = new Map();
  for (const row of rows.values()) eachTwo([...row.keys()], size, common, (g, h) => Math.min(row.get(g), row.get(h)));
  const between = (g, h) => (rows.has(g) && rows.get(g).get(h)) || 0;
  const allies = listed(common, size).map(([g, h, count]) => [g, h, count - data.allied * between(g, h)])
    .filter(([, , count]) => count >= data.common);
  const allied = new Set(allies.map(([g, h]) => g * size + h));
  const foes = against.filter(([i, j]) => !allied.has(Math.min(group[i], group[j]) * size + Math.max(group[i], group[j])));
  return joined(group, allies, foes);
}

// How often each two groups of voices contradict each other.
function quarrels(met, group) {
  const rows = new Map();
  const add = (g, h, count) => {
    if (!rows.has(g)) rows.set(g, new Map());
    rows.get(g).set(h, (rows.get(g).get(h) || 0) + count);
  };
  for (const { i, j, contradict } of met) {
    if (!contradict || group[i] === group[j]) continue;
    add(group[i], group[j], contradict);
    add(group[j], group[i], contradict);
  }
  return rows;
}
