// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Testing
import Values

@Suite struct ModifierFormTests {
  @Test(
    "A modifier's form tells whose it is",
    arguments: [
      ("25", ModifierForm.cpt), ("1P", .cpt), ("P1", .cpt), ("P6", .cpt), ("RH", .ambulance),
      ("SX", .ambulance), ("P7", nil), ("LT", nil), ("XR", nil), ("ZZ", nil), ("251", nil),
    ] as [(String, ModifierForm?)])
  func form(modifier: String, expected: ModifierForm?) throws {
    #expect(ModifierForm(try #require(PackedCode(modifier))) == expected)
  }
}
