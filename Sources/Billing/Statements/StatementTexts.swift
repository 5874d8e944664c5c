// SPDX-License-Identifier: Apache-2.0

public import Values

/// The sentences of bills and statements: the table `billing/statement-texts.tsv`.
public struct StatementTexts: Sendable {
  private let texts: [String: String]

  /// Reads the table: name and text between tabs.
  ///
  /// - Returns: Nothing where a row is malformed or a name stands there twice.
  public init?(parsing text: String) {
    var texts: [String: String] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 2, texts.updateValue(fields[1], forKey: fields[0]) == nil else {
        return nil
      }
    }
    self.texts = texts
  }

  /// The names, sorted.
  public var names: [String] { texts.keys.sorted() }

  /// A sentence with its facts filled in.
  ///
  /// - Precondition: The table has it.
  public func callAsFunction(_ name: String, _ facts: (String, String)...) -> String {
    guard var text = texts[name] else { preconditionFailure("no text \(name)") }
    for (fact, value) in facts {
      while let place = text.firstRange(of: "{\(fact)}") {
        text.replaceSubrange(place, with: value)
      }
    }
    return text
  }
}

/// What services are called where nothing better is known: the table `billing/services.tsv`.
public struct ServiceWords: Sendable {
  private struct Range {
    let first: PackedCode
    let last: PackedCode
    /// How many characters its codes have: revenue codes have four, and are none of the services between two of five.
    let length: Int
    let text: String
  }

  private let ranges: [Range]

  /// Reads the table: first code, last code, text between tabs.
  public init?(parsing text: String) {
    var ranges: [Range] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 3, let first = PackedCode(fields[0]), let last = PackedCode(fields[1]),
        first <= last
      else { return nil }
      ranges.append(
        Range(first: first, last: last, length: fields[0].utf8.count, text: String(fields[2])))
    }
    self.ranges = ranges
  }

  /// The words for a code; `Service` where no range has it.
  public func text(_ code: String) -> String {
    guard let packed = PackedCode(code) else { return "Service" }
    let range = ranges.last {
      $0.length == code.utf8.count && $0.first <= packed && packed <= $0.last
    }
    return range?.text ?? "Service"
  }
}

extension Money {
  /// The amount as it is printed for people: `$1,204.50`, `-$3.00`.
  public var printed: String {
    let digits = Array("\(cents.magnitude / 100)")
    var whole = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { whole += "," }
      whole.append(digit)
    }
    let rest = cents.magnitude % 100
    return "\(cents < 0 ? "-" : "")$\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension CalendarDate {
  /// The day as it is printed for people: `March 5, 2026`.
  public var printed: String {
    let (year, month, day) = parts
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    return "\(names[month - 1]) \(day), \(year)"
  }
}
