/**
 * The few file operations the engine needs, behind one interface so that tests can fill the disk, and a file-backed
 * implementation. Used by {@code segment} and {@code store}.
 */
@NullMarked
package io.tracingonsls.logservice.engine.disk;

import org.jspecify.annotations.NullMarked;
