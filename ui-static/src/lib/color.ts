// SPDX-License-Identifier: Apache-2.0
/** A stable colour per service: neighbours in the list get hues far apart; both themes have the contrast that text on bars needs. */
const GOLDEN_ANGLE = 137.508;

const indices = new Map<string, number>();

export function serviceColor(service: string): string {
  let index = indices.get(service);
  if (index === undefined) {
    index = hash(service) % 360;
    indices.set(service, index);
  }
  const hue = (index * GOLDEN_ANGLE) % 360;
  return `hsl(${hue.toFixed(0)} 58% 48%)`;
}

function hash(text: string): number {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 16777619) >>> 0;
  }
  return value;
}
