// SPDX-License-Identifier: Apache-2.0

import CodeSets

/// The texts of the version, for explanations.
extension Grouper {
  func text(at place: UInt32) -> String {
    let texts = book.section("texts")
    let at = Int(place)
    guard at >= 2, at + 2 <= texts.count else { return "" }
    let count = Int(texts[at]) | Int(texts[at + 1]) << 8
    guard at + 2 + count <= texts.count else { return "" }
    return String(decoding: texts[(at + 2)..<(at + 2 + count)], as: UTF8.self)
  }

  private func title(kind: UInt16, _ number: Int) -> String? {
    book.records("title", of: GrouperLayout.Title.self)
      .first { $0.kind == kind && Int($0.number) == number }.map { text(at: $0.text) }
  }

  /// The title of a group.
  public func title(ofGroup group: Int) -> String? { title(kind: 0, group) }

  /// The title of a major diagnostic category.
  public func title(ofMDC mdc: Int) -> String? { title(kind: 1, mdc) }

  /// The title of a hospital-acquired condition.
  public func title(ofCondition number: Int) -> String? { title(kind: 2, number) }

  /// Every group of the version that a formula leads to, in order.
  public var groups: [Int] {
    Set(formulas.lazy.map { Int($0.group) }.filter { $0 > 0 }).sorted()
  }

  /// The names of the facts that a set has, without those that are worked out.
  func names(of facts: FactSet, all: [String]) -> [String] {
    all.indices.dropFirst(ComputedFact.allCases.count - 1).filter(facts.contains).map { all[$0] }
  }

  /// The names of all facts of the version.
  var factNames: [String] {
    book.records("fact", of: UInt32.self).map { text(at: $0) }
  }

  /// The attributes that a list of suppressions names.
  func suppressionNames(_ list: UInt8) -> [String] {
    let mask = suppressions[Int(list)]
    let names = book.records("suppName", of: UInt32.self)
    return names.indices.filter { mask >> UInt32($0) & 1 != 0 }.map { text(at: names[$0]) }
  }

  /// The row of a code in the published table; 0 where it is not there.
  func row(ofDiagnosis code: UInt64) -> Int {
    row(of: code, in: diagnosisSlots, bits: head.diagnosisBits, rows: "dxrow")
  }

  /// The same for a procedure.
  func row(ofProcedure code: UInt64) -> Int {
    row(of: code, in: procedureSlots, bits: head.procedureBits, rows: "pxrow")
  }

  private func row(
    of code: UInt64, in table: UnsafePointer<GrouperLayout.CodeSlot>, bits: UInt32, rows: String
  ) -> Int {
    guard code != 0 else { return 0 }
    let place = slot(of: code, in: table, bits: bits)
    guard table[place].code == code else { return 0 }
    return Int(book.records(rows, of: UInt32.self)[place])
  }
}
