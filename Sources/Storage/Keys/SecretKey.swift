// SPDX-License-Identifier: Apache-2.0

import CLibraries

/// A key of 32 bytes in memory that is never written to the disk, and wiped when it is let go of.
final class SecretKey: @unchecked Sendable {
  // Nobody changes the bytes once they are there, so that threads may share them.
  private let start: UnsafeMutableRawPointer

  static let length = 32

  /// Makes a key of random bytes.
  init() {
    start = Self.room()
    randombytes_buf(start, Self.length)
    sodium_mprotect_readonly(start)
  }

  /// Reads a key of hexadecimal digits; nothing for anything else.
  init?(hexadecimal text: Substring) {
    start = Self.room()
    var count = 0
    let status = text.utf8.withContiguousStorageIfAvailable { digits in
      digits.withMemoryRebound(to: CChar.self) {
        sodium_hex2bin(
          start.assumingMemoryBound(to: UInt8.self), Self.length, $0.baseAddress, $0.count, nil,
          &count, nil)
      }
    }
    // What is left of a bad key is let go of by `deinit`.
    guard status == 0, count == Self.length, text.utf8.count == 2 * Self.length else { return nil }
    sodium_mprotect_readonly(start)
  }

  deinit { sodium_free(start) }

  /// Lends the bytes.
  func withBytes<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
    body(UnsafePointer(start.assumingMemoryBound(to: UInt8.self)))
  }

  /// The key in hexadecimal digits, for its file.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return withBytes { bytes in
      String(
        decoding: (0..<Self.length).flatMap {
          [digits[Int(bytes[$0] >> 4)], digits[Int(bytes[$0] & 15)]]
        }, as: UTF8.self)
    }
  }

  private static func room() -> UnsafeMutableRawPointer {
    Sodium.start()
    guard let start = sodium_malloc(length) else { preconditionFailure("no memory for a key") }
    return start
  }
}

/// The library, begun once.
enum Sodium {
  private static let isReady = sodium_init() >= 0

  /// Begins the library where that was not done yet.
  static func start() { precondition(isReady, "libsodium does not start") }
}
