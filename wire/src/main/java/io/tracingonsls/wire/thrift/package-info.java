/**
 * Reading Thrift field by field, straight into canonical spans, in the binary or the compact protocol, bounded against hostile input. For the
 * decoders of this module only.
 */
@NullMarked
package io.tracingonsls.wire.thrift;

import org.jspecify.annotations.NullMarked;
