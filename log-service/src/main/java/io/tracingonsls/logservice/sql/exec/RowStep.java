// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Batch;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does to the rows of its input one by one.
 *
 * @param input where it takes its rows from
 * @param filter the rows it passes on, or null for all
 * @param columns makes its columns from those of the rows it passes on
 * @param source the input's column that an output column repeats, or -1
 */
public record RowStep(
    Operator input,
    Operator.@Nullable RowFilter filter,
    UnaryOperator<Batch> columns,
    IntUnaryOperator source) {}
