// SPDX-License-Identifier: Apache-2.0

import Values

/// A claim as the paper form has it: the boxes by their numbers, the lines of services.
///
/// Source: NUCC, 1500 Health Insurance Claim Form Reference Instruction Manual for version 02/12; NUBC, Official UB-04
/// Data Specifications Manual (form locators). The words of the boxes are ours.
public struct PaperForm: Hashable, Sendable {
  /// A box of a form.
  public struct Box: Hashable, Sendable {
    /// Its number on the form, such as `1a` or `FL 4`.
    public let number: String
    /// What it is, in our words.
    public let label: String
    /// What stands in it; empty where nothing does.
    public let value: String

    /// Makes a box.
    public init(_ number: String, _ label: String, _ value: String?) {
      (self.number, self.label, self.value) = (number, label, value ?? "")
    }
  }

  /// The name of the form, such as `CMS-1500`.
  public let name: String
  /// The boxes, in the order of their numbers.
  public var boxes: [Box] = []
  /// The headings of the lines, with the numbers of their columns.
  public var columns: [Box] = []
  /// The lines: a text for each column.
  public var lines: [[String]] = []
  /// How many lines a page holds.
  public let linesPerPage: Int

  init(_ name: String, linesPerPage: Int) {
    (self.name, self.linesPerPage) = (name, linesPerPage)
  }

  /// The form of a claim; nothing for a dental one, whose form belongs to its publisher.
  ///
  /// - Complexity: O(n) for n lines.
  public init?(_ claim: Claim) {
    switch claim.kind {
    case .professional: self = Self.professional(claim)
    case .institutional: self = Self.institutional(claim)
    case .dental: return nil
    }
  }

  /// What stands in a box.
  public subscript(_ number: String) -> String? { boxes.first { $0.number == number }?.value }

  mutating func add(_ number: String, _ label: String, _ value: String?) {
    boxes.append(Box(number, label, value))
  }

  /// A day as forms have it: `MM DD YY`, or with the whole year.
  static func day(_ day: CalendarDate?, wholeYear: Bool = false) -> String {
    guard let day else { return "" }
    let text = day.description.split(separator: "-")
    return "\(text[1]) \(text[2]) \(wholeYear ? text[0] : text[0].suffix(2))"
  }

  /// A name as forms have it: family, given, middle.
  static func name(_ person: Person?) -> String {
    guard let person else { return "" }
    let family = [person.name.family, person.name.suffix].compactMap(\.self).joined(separator: " ")
    return [family, person.name.given, person.name.middle].compactMap(\.self).filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  /// The name of a provider.
  static func name(_ provider: Provider?) -> String {
    switch provider?.name {
    case .organization(let name): name
    case .person(let name):
      [name.given, name.middle, name.family].compactMap(\.self).joined(separator: " ")
    case nil: ""
    }
  }

  /// An address on one line.
  static func address(_ address: Address?) -> String {
    guard let address else { return "" }
    let place = [address.city, address.state, address.postalCode].compactMap(\.self)
    return (address.lines + [place.joined(separator: " ")]).filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  /// An amount as forms have it: dollars, a space, cents.
  static func amount(_ money: Money?) -> String {
    guard let money else { return "" }
    return money.description.replacing(".", with: " ")
  }
}
