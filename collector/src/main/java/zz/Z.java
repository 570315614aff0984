// SPDX-License-Identifier: Apache-2.0
package zz;

final class Z {}
