// SPDX-License-Identifier: Apache-2.0
/** Simplified Chinese. */
export const zh: Record<string, string> = {};
