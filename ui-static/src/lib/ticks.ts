// SPDX-License-Identifier: Apache-2.0
/** Round values between `from` and `to`, about `count` of them. */
export function niceTicks(from: number, to: number, count: number): number[] {
  const span = to - from;
  if (!(span > 0)) {
    return [from];
  }
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to + step * 1e-9; at += step) {
    ticks.push(at);
  }
  return ticks;
}

/** Powers of ten, and their twos and fives when there is room: for a logarithmic axis. */
export function logTicks(from: number, to: number): number[] {
  const low = Math.floor(Math.log10(Math.max(1, from)));
  const high = Math.ceil(Math.log10(Math.max(1, to)));
  const ticks: number[] = [];
  for (let power = low; power <= high; power++) {
    for (const factor of high - low <= 2 ? [1, 2, 5] : [1]) {
      ticks.push(factor * 10 ** power);
    }
  }
  return ticks.filter((tick) => tick >= from && tick <= to);
}

/** The value at `quantile` of an ascending array, by nearest rank. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) {
    return Number.NaN;
  }
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))]!;
}
