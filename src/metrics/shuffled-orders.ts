/** Orders to try, the same ones each time. Pure. */

/**
 * Different orders of the positions 0 to `count` − 1, none of them the given one.
 * @param wanted how many; fewer where there are not so many
 * @param seed another one gives other orders
 */
export function shuffledOrders(count: number, wanted: number, seed: number): number[][] {
  const given = Array.from({ length: count }, (_, position) => position);
  const known = new Set([given.join()]);
  const random = randomNumbers(seed);
  const orders: number[][] = [];
  const maxOrders = Math.min(wanted, factorial(count) - 1);
  while (orders.length < maxOrders) {
    const order = shuffled(given, random);
    if (known.has(order.join())) continue;
    known.add(order.join());
    orders.push(order);
  }
  return orders;
}

/** Fisher and Yates: each order is as likely as any other. */
function shuffled(positions: readonly number[], random: () => number): number[] {
  const order = [...positions];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}

/** Numbers from 0 to below 1 (mulberry32, a generator in the public domain). */
function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function factorial(count: number): number {
  return count <= 1 ? 1 : count * factorial(count - 1);
}
