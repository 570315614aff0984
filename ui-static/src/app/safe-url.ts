// SPDX-License-Identifier: Apache-2.0
/** Only schemes that can't run code, or a path on this server. */
export function isSafeUrl(url: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(url) || /^\/(?![/\\])/.test(url);
}
