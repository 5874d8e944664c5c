// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CodeSets

@Suite struct ChecksumTests {
  @Test(
    "The checksum is XXH64 with seed 0, as published",
    arguments: [
      ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("as", 0x1C33_0FB2_D66B_E179),
      ("asd", 0x631C_37CE_72A9_7393), ("asdf", 0x4158_72F5_99CE_A71E),
      ("abc", 0x44BC_2CF5_AD77_0999),
      ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
      (
        "Call me Ishmael. Some years ago--never mind how long precisely-", 0x02A2_E854_70D6_FD96
      ),
    ] as [(String, UInt64)])
  func vectors(text: String, expected: UInt64) {
    let bytes = Array(text.utf8)
    #expect(bytes.withUnsafeBytes { Checksum.of($0) } == expected)
  }

  @Test("Bytes that lie anywhere in memory have one checksum")
  func alignment() {
    let text = Array("Nobody inspects the spammish repetition".utf8)
    for shift in 0..<16 {
      let bytes = [UInt8](repeating: 7, count: shift) + text
      let sum = bytes.withUnsafeBytes {
        Checksum.of(UnsafeRawBufferPointer(rebasing: $0[shift...]))
      }
      #expect(sum == 0xFBCE_A83C_8A37_8BF1)
    }
  }
}
