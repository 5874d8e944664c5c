// SPDX-License-Identifier: Apache-2.0

import CSystem

/// SHA-256, by the library nettle.
public enum SHA256 {
  /// The hash of some bytes in lower-case hexadecimal.
  public static func hexadecimal(of bytes: [UInt8]) -> String {
    var context = sha256_ctx()
    nettle_sha256_init(&context)
    nettle_sha256_update(&context, bytes.count, bytes)
    var digest = [UInt8](repeating: 0, count: 32)
    nettle_sha256_digest(&context, 32, &digest)
    return digest.map { byte in
      let hex = String(byte, radix: 16)
      return hex.utf8.count < 2 ? "0\(hex)" : hex
    }.joined()
  }
}
