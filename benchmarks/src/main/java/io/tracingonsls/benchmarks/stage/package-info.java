// SPDX-License-Identifier: Apache-2.0
/**
 * One JMH benchmark per stage of the two flows, on the base profile of the load program. Run all with {@code java -cp … org.openjdk.jmh.Main
 * benchmarks.stage}, with allocation figures by {@code -prof gc}.
 */
@NullMarked
package io.tracingonsls.benchmarks.stage;

import org.jspecify.annotations.NullMarked;
