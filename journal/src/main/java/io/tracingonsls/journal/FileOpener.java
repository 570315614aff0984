// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Opens files; tests put failing ones in its place. */
@FunctionalInterface
interface FileOpener {
  FileChannel open(Path path, OpenOption... options) throws IOException;
}
