// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Glibc

/// Maps files into memory, read-only and shared with every other process that does the same.
public enum MappedFile {
  /// Maps a codebook file.
  ///
  /// The pages stay mapped until the last user of the bytes is gone. A file that is replaced meanwhile
  /// (always by a rename) leaves this mapping as it was.
  public static func codebook(_ path: String) throws(FileFailure) -> CodebookBytes {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure(.unreadable, path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Files.failure(.unreadable, path) }
    let length = Int(status.st_size)
    guard length > 0 else {
      return CodebookBytes(UnsafeRawBufferPointer(start: nil, count: 0)) { _ in }
    }
    // Every page is read at once for the checksum, so the kernel maps them all in one go.
    guard
      let address = mmap(nil, length, PROT_READ, MAP_SHARED | MAP_POPULATE, descriptor, 0),
      address != MAP_FAILED
    else { throw Files.failure(.unreadable, path) }
    return CodebookBytes(UnsafeRawBufferPointer(start: address, count: length)) { buffer in
      munmap(UnsafeMutableRawPointer(mutating: buffer.baseAddress), buffer.count)
    }
  }
}
