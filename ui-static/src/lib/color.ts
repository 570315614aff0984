// SPDX-License-Identifier: Apache-2.0
/** A stable colour per service: neighbours in the list get hues far apart; both themes have the contrast that text on bars needs. */
const GOLDEN_ANGLE = 137.508;

const indices = new Map<string, number>();

export function serviceColor(service: string): string {
  return `hsl(${hueOf(service).toFixed(0)} ${SATURATION * 100}% ${LIGHTNESS * 100}%)`;
}

const SATURATION = 0.58;
const LIGHTNESS = 0.48;

/** Dark or white text, whichever reads better on the service's colour. */
export function textOnService(service: string): string {
  const channel = (offset: number) => {
    const k = (offset + hueOf(service) / 30) % 12;
    const value = LIGHTNESS - SATURATION * Math.min(LIGHTNESS, 1 - LIGHTNESS) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(0) + 0.7152 * channel(8) + 0.0722 * channel(4);
  return luminance > 0.179 ? "#10161f" : "#ffffff";
}

function hueOf(service: string): number {
  let index = indices.get(service);
  if (index === undefined) {
    index = hash(service) % 360;
    indices.set(service, index);
  }
  return (index * GOLDEN_ANGLE) % 360;
}

function hash(text: string): number {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 16777619) >>> 0;
  }
  return value;
}
