// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Mustache
import Values
import Workflows

/// How amounts, days and words stand on a page: the one place where they are formatted.
enum PageText {
  /// An amount: `1234.5` becomes `$1,234.50`; one below zero has a minus sign before it.
  static func money(_ digits: String) -> String {
    guard let amount = Money(digits) else { return digits }
    let text = amount.description
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".")
    var whole = ""
    for (index, digit) in parts[0].enumerated() {
      if index > 0, (parts[0].count - index) % 3 == 0 { whole += "," }
      whole.append(digit)
    }
    return (isNegative ? "\u{2212}" : "") + "$" + whole + "." + (parts.count > 1 ? parts[1] : "00")
  }

  /// A whole number with commas.
  static func number(_ digits: String) -> String {
    guard let number = Int(digits) else { return digits }
    var text = ""
    for (index, digit) in String(abs(number)).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text = "," + text }
      text = String(digit) + text
    }
    return number < 0 ? "\u{2212}" + text : text
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// A day: `2026-10-02` becomes `Oct 2, 2026`; of a moment, its day.
  static func day(_ text: String) -> String {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1...12).contains(parts[1]) else { return text }
    return "\(months[parts[1] - 1]) \(parts[2]), \(parts[0])"
  }

  /// A moment: its day, hour and minute, in UTC.
  static func moment(_ text: String) -> String {
    guard text.count >= 16 else { return day(text) }
    return "\(day(text)), \(text.dropFirst(11).prefix(5)) UTC"
  }

  /// A word of a program as a person writes it: `partly-paid` becomes `Partly paid`.
  static func words(_ text: String) -> String {
    var words = text.map { $0 == "-" || $0 == "_" || $0 == "." ? " " : $0 }
    if let first = words.first, first.isLowercase { words[0] = Character(first.uppercased()) }
    return String(words)
  }

  /// A text as a part of an address.
  static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        encoded.append(Character(Unicode.Scalar(byte)))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return encoded
  }

  /// The heading of a refusal.
  static func title(_ status: HTTPResponse.Status) -> String {
    switch status.code {
    case 400: "That cannot be meant"
    case 401: "Sign in first"
    case 403: "Not allowed"
    case 404: "There is no such thing"
    case 405: "That cannot be asked this way"
    case 413: "That is too large"
    case 415: "That kind of content is not read"
    case 422: "It was not done"
    case 429: "Too often"
    case 503: "Something is missing"
    default: "It failed"
    }
  }

  /// A finding as a page shows it.
  static func finding(_ finding: Finding) -> PageValue {
    PageValue(FindingWords.standard.json(finding))
  }
}

/// A value of an answer as a template sees it.
///
/// Text and numbers have the forms `money`, `number`, `day`, `moment`, `words` and `encoded`: `{{money(charge)}}`.
struct PageValue: MustacheParent, MustacheTransformable, MustacheCustomRenderable {
  private let text: String
  private let members: [String: Any]?

  /// Takes an object.
  init(_ json: JSON) {
    guard case .object(let list) = json else {
      (text, members) = (json.string ?? json.digits ?? "", nil)
      return
    }
    text = ""
    var members: [String: Any] = [:]
    for member in list where members[member.name] == nil {
      if let value = Self.value(member.value) { members[member.name] = value }
    }
    self.members = members
  }

  /// A value of any kind; nothing for `null`.
  static func value(_ json: JSON) -> Any? {
    switch json {
    case .null: nil
    case .bool(let value): value
    case .string(let text) where text.isEmpty: nil
    case .string, .number, .object: PageValue(json)
    // What is empty keeps its place among the others: the cells of a row, the parts of a list.
    case .array(let elements): elements.map { value($0) ?? PageValue(.string("")) }
    }
  }

  /// The members of an object.
  static func members(_ json: JSON) -> [String: Any] { PageValue(json).members ?? [:] }

  func child(named name: String) -> Any? { members?[name] }

  var renderText: String { text }
  var isNull: Bool { false }

  func transform(_ name: String) -> Any? {
    switch name {
    case "money": PageText.money(text)
    case "number": PageText.number(text)
    case "day": PageText.day(text)
    case "moment": PageText.moment(text)
    case "words": PageText.words(text)
    case "encoded": PageText.encoded(text)
    default: nil
    }
  }
}
