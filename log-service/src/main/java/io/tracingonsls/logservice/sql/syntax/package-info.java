/**
 * The SQL dialect's text and tree: lexer, parser and syntax records. Pure; start with {@link
 * io.tracingonsls.logservice.sql.syntax.SqlParser}. Used by {@code sql.plan} only.
 */
@NullMarked
package io.tracingonsls.logservice.sql.syntax;

import org.jspecify.annotations.NullMarked;
