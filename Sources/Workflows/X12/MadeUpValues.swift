// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Values in the place of those that identify somebody: of the same form, and the same for the same.
struct MadeUpValues {
  private let cipher: IdentifierCipher
  private let lists: [String: [String]]
  private let smallAreas: [String: String]

  init(seed: String) {
    cipher = IdentifierCipher(seed: seed)
    var lists: [String: [String]] = [:]
    var areas: [String: String] = [:]
    for line in PublishedText(Assets.bytes("x12/made-up.tsv")).lines
    where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      precondition(fields.count == 3, "x12/made-up.tsv:\(line.number) has not three columns")
      if fields[0] == "zip3" {
        areas[fields[1]] = fields[2]
      } else {
        lists[fields[0], default: []].append(fields[1])
      }
    }
    self.lists = lists
    smallAreas = areas
  }

  /// A family name.
  func lastName(_ name: String) -> String { picked("last", name, like: name) }

  /// A given name; the same for the same person.
  func firstName(_ name: String, of lastName: String) -> String {
    picked("first", "\(lastName.uppercased())|\(name.uppercased())", like: name)
  }

  /// A middle name, or its first letter where there is no more.
  func middleName(_ name: String, of lastName: String) -> String {
    let first = firstName(name + "|middle", of: lastName)
    let letters = name.filter { $0 != "." }.count
    return letters > 1 ? cased(first, like: name) : String(first.prefix(1)) + name.dropFirst()
  }

  /// The whole name of a person.
  func person(_ name: String) -> String {
    cased(
      "\(picked("first", name, like: name)) \(picked("last", name, like: name))", like: name)
  }

  /// The name of an office.
  func organization(_ name: String) -> String {
    cased(
      "\(picked("organization", name, like: name)) \(picked("office", name, like: name))",
      like: name)
  }

  /// The first line of an address.
  func street(_ text: String) -> String {
    let number = 100 + cipher.number("house", text.uppercased()) % 9800
    return "\(number) \(picked("street", text, like: text))"
  }

  /// The second line of an address.
  func unit(_ text: String) -> String {
    cased("Unit \(1 + cipher.number("unit", text.uppercased()) % 99)", like: text)
  }

  /// A city.
  func city(_ text: String) -> String {
    // A county may be given by its number.
    text.utf8.contains { $0 > 0x39 } ? picked("city", text, like: text) : identifier(text)
  }

  /// A ZIP code of the same region; regions with few inhabitants become others of the same state.
  func zip(_ text: String) -> String {
    guard text.utf8.count >= 5, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return identifier(text)
    }
    let region = String(text.prefix(3))
    let rest = 1 + cipher.number("zip", String(text.prefix(5))) % 99
    let five = (smallAreas[region] ?? region) + (rest < 10 ? "0" : "") + String(rest)
    guard text.utf8.count > 5 else { return five }
    let four = String(1001 + cipher.number("zip4", text) % 8998)
    return five + four.prefix(text.utf8.count - 5)
  }

  /// A telephone number that nobody has, an address of electronic mail, or the like.
  func communication(_ text: String) -> String {
    let number = cipher.number("communication", text.uppercased())
    if text.contains("@") { return cased("person\(number % 100_000)@example.com", like: text) }
    if text.contains(".") && text.utf8.contains(where: { $0 | 0x20 >= 0x61 }) {
      return cased("www.example.com", like: text)
    }
    guard text.utf8.count == 10, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return identifier(text)
    }
    // 555-0100 to 555-0199 are kept for made-up numbers.
    let two = number % 100
    return "\(text.prefix(3))55501\(two < 10 ? "0" : "")\(two)"
  }

  /// An identifier of any kind, by what the value itself looks like and not by where it stands, so that one
  /// value becomes one other everywhere.
  ///
  /// An NPI becomes an NPI. Nine digits in a row may be somebody's social security number, alone, behind
  /// letters or before them: they become a number of the range from 900 on, which is never given out. A
  /// company's ten digits keep the first, which says of which kind they are; a laboratory's number its D.
  func identifier(_ text: String) -> String {
    let bare = text.trimmed
    if NPI(bare) != nil, let made = npi(bare) { return text.replacing(bare, with: made) }
    let bytes = Array(bare.utf8)
    let isNumber = bytes.allSatisfy(Self.isDigit)
    if isNumber, bytes.count == 10, [0x31, 0x33, 0x39].contains(bytes[0]) {
      let made = bare.prefix(1) + nineDigits(String(bare.dropFirst()))
      return text.replacing(bare, with: made)
    }
    // 11D1234567
    let isLaboratory =
      bytes.count == 10 && bytes[2] == 0x44
      && bytes.indices.allSatisfy { $0 == 2 || Self.isDigit(bytes[$0]) }
    return withoutSocialSecurityNumber(
      cipher.identifier(text, lettersToo: !isLaboratory), of: text)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private func npi(_ bare: String) -> String? {
    let body = String(bare.prefix(1)) + cipher.identifier(String(bare.dropFirst().prefix(8)))
    return (0...9).lazy.compactMap { NPI("\(body)\($0)")?.description }.first
  }

  /// A made-up identifier in which what stands for nine digits in a row, or for three, two and four with
  /// hyphens, is no social security number.
  private func withoutSocialSecurityNumber(_ made: String, of text: String) -> String {
    let bytes = Array(text.utf8)
    var made = Array(made.utf8)
    var start = 0
    while start < bytes.count {
      guard Self.isDigit(bytes[start]) else {
        start += 1
        continue
      }
      var end = start
      while end < bytes.count, Self.isDigit(bytes[end]) || bytes[end] == 0x2D { end += 1 }
      let places = (start..<end).filter { Self.isDigit(bytes[$0]) }
      let hyphens = (start..<end).filter { !Self.isDigit(bytes[$0]) }.map { $0 - start }
      if places.count == 9, hyphens.isEmpty || hyphens == [3, 6] {
        let new = nineDigits(String(decoding: places.map { bytes[$0] }, as: UTF8.self))
        for (place, byte) in Swift.zip(places, new.utf8) { made[place] = byte }
      }
      start = end
    }
    return String(decoding: made, as: UTF8.self)
  }

  /// Nine digits as a number from 900000000 on; numbers that begin with the same digit stay different.
  private func nineDigits(_ digits: String) -> String {
    "9" + cipher.identifier(String(digits.dropFirst()), under: digits.utf8.first ?? 0)
  }

  /// A routing number of a bank; where its check digit held, that of the result does.
  ///
  /// Source: American Bankers Association, routing number: weights 3, 7, 1.
  func routing(_ text: String) -> String {
    func sum(_ text: String) -> Int {
      Swift.zip(text.utf8, [3, 7, 1, 3, 7, 1, 3, 7, 1]).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
    }
    let isNumber = text.utf8.count == 9 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isNumber, sum(text) % 10 == 0 else { return cipher.identifier(text) }
    // The first two digits name the district, and only some are given out.
    let body = text.prefix(2) + cipher.identifier(String(text.dropFirst(2).prefix(6)))
    return "\(body)\((10 - sum(String(body)) % 10) % 10)"
  }

  /// How many days the dates of a person move back: 1 to `most`.
  func shift(_ person: String, most: Int) -> Int {
    most < 1 ? 0 : 1 + Int(cipher.number("shift", person) % UInt64(most))
  }

  /// What stands where an answer to a question stood: numbers and letters that are marked stay.
  func answer(_ text: String) -> String? {
    let isWord = text.utf8.count > 2 && text.utf8.contains { $0 | 0x20 >= 0x61 }
    return isWord ? note(text) : nil
  }

  /// What stands where a note stood.
  func note(_ text: String) -> String { cased("Note left out", like: text) }

  private func picked(_ list: String, _ text: String, like original: String) -> String {
    let list = lists[list] ?? []
    guard !list.isEmpty else { return cipher.identifier(text) }
    let index = Int(cipher.number("pick \(list.count)", text.uppercased()) % UInt64(list.count))
    let found = list[index]
    let other = list[(index + 1) % list.count]
    return cased(found.uppercased() == original.uppercased() ? other : found, like: original)
  }

  private func cased(_ text: String, like original: String) -> String {
    original.utf8.contains { (0x61...0x7A).contains($0) } ? text : text.uppercased()
  }
}
