// SPDX-License-Identifier: Apache-2.0

/// The hash by which word forms are found: FNV-1a of 64 bits, mixed once more.
public enum WordHash {
  /// The hash of a form.
  @inline(__always)
  public static func of(_ form: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in form { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return mixed(hash)
  }

  @inline(__always)
  static func mixed(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash = (hash ^ (hash &>> 32)) &* 0x9E37_79B9_7F4A_7C15
    return hash ^ (hash &>> 29)
  }
}
