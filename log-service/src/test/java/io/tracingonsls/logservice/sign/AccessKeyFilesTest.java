// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessKeyFilesTest {
  @TempDir
  Path directory;

  @Test
  void pair_isMadeOnceAndKept() throws IOException {
    AccessKey first = AccessKeyFiles.loadOrCreate(directory.resolve("new"));
    assertThat(AccessKeyFiles.loadOrCreate(directory.resolve("new"))).isEqualTo(first);
    assertThat(first.secret()).hasSize(40);
    assertThat(AccessKeyFiles.loadOrCreate(directory).secret()).isNotEqualTo(first.secret());
  }

  @Test
  void files_areForTheOwnerOnly() throws IOException {
    AccessKeyFiles.loadOrCreate(directory);
    for (String name : new String[] {AccessKeyFiles.ID_FILE, AccessKeyFiles.SECRET_FILE}) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void secret_isNotPrinted() throws IOException {
    AccessKey key = AccessKeyFiles.loadOrCreate(directory);
    assertThat(key.toString()).contains(key.id()).doesNotContain(key.secret());
  }

  @Test
  void emptyFile_isAnError() throws IOException {
    AccessKeyFiles.loadOrCreate(directory);
    Files.writeString(directory.resolve(AccessKeyFiles.SECRET_FILE), "\n");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> AccessKeyFiles.loadOrCreate(directory))
        .withMessageContaining("access-key-secret");
  }
}
