// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

/// Groups outpatient claims into ambulatory payment classifications and applies the edits of the outpatient
/// code editor.
///
/// It follows the order of the editor: edits that take lines out, days of partial hospitalization,
/// comprehensive groups, observation, composites, conditional packaging, discounts.
///
/// Source: 42 CFR part 419; Medicare Claims Processing Manual (Pub. 100-04), chapter 4; specifications of
/// the Integrated Outpatient Code Editor; Addenda A, B, D1, E, J, M and P of the year's final rule.
public struct OutpatientGrouper: Sendable {
  /// The tables.
  public let tables: OutpatientTables
  /// The modifiers that are valid; nothing where no list is installed.
  public var modifiers: Set<PackedCode>?

  /// Takes the tables of a release.
  public init(_ tables: OutpatientTables, modifiers: Set<PackedCode>? = nil) {
    self.tables = tables
    self.modifiers = modifiers
  }

  /// Groups a claim.
  ///
  /// - Complexity: O(*n* log *m*) in its *n* lines and the *m* rows of Addendum B; claims of many lines of
  ///   one day O(*n*²).
  public func group(_ claim: OutpatientClaim) -> OutpatientAnswer {
    var grouping = OutpatientGrouping(tables, claim, modifiers)
    grouping.run()
    return grouping.answer
  }
}

/// The working out of one claim.
struct OutpatientGrouping {
  let tables: OutpatientTables
  let claim: OutpatientClaim
  let modifiers: Set<PackedCode>?
  var answer = OutpatientAnswer()
  /// Which lines have their payment effect.
  var decided: [Bool]
  var composites: UInt8 = 0

  init(_ tables: OutpatientTables, _ claim: OutpatientClaim, _ modifiers: Set<PackedCode>?) {
    self.tables = tables
    self.claim = claim
    self.modifiers = modifiers
    decided = [Bool](repeating: false, count: claim.lines.count)
  }

  /// Types of bill that the system pays: hospital inpatient part B, outpatient, other, and community mental
  /// health centers.
  ///
  /// Source: Pub. 100-04, chapter 4, section 10.
  var isProspective: Bool {
    claim.isPaidProspectively && [12, 13, 14, 76].contains(claim.billType)
  }

  mutating func run() {
    readLines()
    judgeClaim()
    judgeLines()
    takeOutRejected()
    guard isProspective else { return settleElsewhere() }
    payProgramDays()
    if !payPatientDies(), !payComprehensive(), !payObservation() {
      packageCriticalCare()
      payImaging()
      capMentalHealth()
    }
    settleServices()
    packageConditionally()
    discount()
    judgeAnswer()
  }

  /// Looks up each line in Addendum B.
  private mutating func readLines() {
    let rows = tables.published.services.rows
    answer.lines.reserveCapacity(claim.lines.count)
    for line in claim.lines {
      var read = OutpatientAnswer.Line()
      read.units = line.units
      if let code = line.code {
        read.index = tables.place(of: code)
        if read.index >= 0 {
          let row = rows[read.index]
          read.published = row.status
          read.publishedGroup = row.group
          read.row = row.line
          read.rate = max(0, row.rate)
          read.roles = tables.roleOfService[read.index]
        } else {
          read.roles = tables.roles.roles(of: code)
        }
      }
      answer.lines.append(read)
    }
  }

  /// Takes the lines that edits reject or deny out of payment.
  private mutating func takeOutRejected() {
    for hit in answer.edits {
      guard let line = hit.line, let edit = tables.edits[hit.edit],
        edit.disposition == .lineDeny || edit.disposition == .lineReject
      else { continue }
      answer.lines[line].isRejected = true
      guard !decided[line] else { continue }
      decide(line, answer.lines[line].published, .unpaid, reason(.rejectedByEdit, of: line))
    }
  }

  /// Leaves the lines of a hospital outside of the system as published, unpaid here.
  private mutating func settleElsewhere() {
    for line in answer.lines.indices where !decided[line] {
      decide(line, answer.lines[line].published, .elsewhere, reason(.notProspective, of: line))
    }
  }

  /// The lines that no edit took out and nothing decided yet.
  var open: [Int] { answer.lines.indices.filter { !decided[$0] && !answer.lines[$0].isRejected } }

  /// Settles a line.
  mutating func decide(
    _ line: Int, _ status: PaymentStatus?, _ effect: OutpatientAnswer.Effect,
    group: UInt16 = 0, _ reason: OutpatientAnswer.Reason
  ) {
    decided[line] = true
    answer.lines[line].status = status
    answer.lines[line].effect = effect
    answer.lines[line].group = group
    answer.lines[line].reasons.append(reason)
  }

  /// Packages a line.
  mutating func pack(_ line: Int, _ reason: OutpatientAnswer.Reason) {
    decide(line, .n, .packaged, reason)
  }

  /// A reason that rests on the line's row of Addendum B.
  func reason(
    _ rule: OutpatientRule, of line: Int, by other: Int? = nil, group: UInt16 = 0
  ) -> OutpatientAnswer.Reason {
    let row = answer.lines[line].row
    return OutpatientAnswer.Reason(
      rule: rule, line: other, component: row > 0 ? .outpatientServices : nil, row: row,
      group: group)
  }

  func isTerminated(_ line: Int) -> Bool {
    claim.lines[line].has(OutpatientSign.reduced)
      || claim.lines[line].has(OutpatientSign.terminatedBefore)
  }

  func has(_ role: OutpatientRoles.Role, _ line: Int) -> Bool {
    answer.lines[line].roles.contains(role)
  }

  /// The status of a group in Addendum A.
  func status(of group: UInt16) -> PaymentStatus? { tables.statusOfGroup[Int(group)] }
}
