/**
 * Types and vectors of values: what SQL operators pass to each other. A vector holds one column of a batch of a few
 * thousand rows; a dictionary vector holds ids into shared values, so that work can be done once per distinct value. No
 * I/O, no threads; vectors are not changed once they are passed on.
 */
@NullMarked
package io.tracingonsls.logservice.sql.vector;

import org.jspecify.annotations.NullMarked;
