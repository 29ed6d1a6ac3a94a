/** Reproducible random orders. Pure. */

/**
 * Distinct random orders of the positions 0 to `count` − 1, without the order 0, 1, 2, …
 * @param wanted number of orders; fewer are returned if fewer exist
 * @param seed an integer; the same seed gives the same orders
 */
export function shuffledOrders(count: number, wanted: number, seed: number): number[][] {
  const original = Array.from({ length: count }, (_, position) => position);
  const seen = new Set([original.join()]);
  const random = randomNumbers(seed);
  const orders: number[][] = [];
  const maxOrders = Math.min(wanted, factorial(count) - 1);
  while (orders.length < maxOrders) {
    const order = shuffled(original, random);
    if (seen.has(order.join())) continue;
    seen.add(order.join());
    orders.push(order);
  }
  return orders;
}

/** Fisher–Yates shuffle: every order is equally likely. */
function shuffled(positions: readonly number[], random: () => number): number[] {
  const order = [...positions];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}

/** Random numbers in [0, 1), by mulberry32 (Tommy Ettinger, public domain). */
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
