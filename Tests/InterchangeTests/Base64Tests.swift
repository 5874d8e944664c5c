// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Interchange

@Suite struct Base64Tests {
  @Test(
    "Base64 is decoded strictly",
    arguments: [
      ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYmFy", "foobar"),
      ("Zm9v\nYmE=", "fooba"), ("Zg=", nil), ("Zg", nil), ("Z", nil), ("Zh==", nil), ("Zm9=", nil),
      ("Zm=v", nil), ("Zm9v!", nil), ("Zm9v=", nil),
    ])
  func decodes(text: String, expected: String?) {
    #expect(decodeBase64(text).map { String(decoding: $0, as: UTF8.self) } == expected)
  }
}
