// SPDX-License-Identifier: Apache-2.0
const SIGNS = [..."🐶🐱🐭🐹🐰🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🐤🦆🦉🐺🐗🐴🦄🐝🐛🦋🐌🐞🐢🐍🦎🐙🦑🦀🐡🐠🐬🐳🐊🐆🦓🐘🐪🦒🐏🐐🦌🐓🦃🐿🌵🌲🌴🍁🍄🌻🌸🍎🍋🍇🍓🥝"];

/** A picture for a trace, so that browser tabs can be told apart. */
export function traceEmoji(traceId: string): string {
  return SIGNS[Number.parseInt(traceId.slice(-6), 16) % SIGNS.length] ?? SIGNS[0]!;
}
