// SPDX-License-Identifier: Apache-2.0

import Claims
import Testing

@Suite struct ModifiersTests {
  @Test(arguments: ["25", "XE", "lt", "0A"])
  func twoCharactersInEitherCase(_ text: String) {
    #expect(Modifier(text)?.description == text.uppercased())
  }

  @Test(arguments: ["", "5", "591", "X-", "é", "X "])
  func otherTextsAreNoModifiers(_ text: String) { #expect(Modifier(text) == nil) }

  @Test func aLineKeepsFourInOrder() throws {
    let given = try ["26", "59", "LT", "RT", "76"].map { try #require(Modifier($0)) }
    for count in 0...5 {
      let list = Modifiers(given.prefix(count))
      #expect(Array(list) == Array(given.prefix(min(count, 4))))
      #expect(list.contains(given[4]) == false)
      #expect(given.prefix(min(count, 4)).allSatisfy(list.contains))
    }
  }
}
