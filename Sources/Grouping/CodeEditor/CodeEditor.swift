// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Values

/// The Medicare Code Editor for any day of discharge since 1985-10-01, over a codebook in memory.
///
/// A ``Grouper`` answers for the days of its own version; this one for all others, ICD-9-CM among them.
public struct CodeEditor: @unchecked Sendable {
  /// The release that the editor is.
  public let release: Release
  private let book: Codebook
  private let codes: [UnsafeBufferPointer<EditorLayout.Code>]
  private let statuses: UnsafeBufferPointer<EditorLayout.Status>
  private let ages: UnsafeBufferPointer<EditorLayout.Ages>

  /// Opens an editor over its codebook.
  ///
  /// - Throws: ``CodebookError``: ``CodebookError/Code/sectionMissing`` for a codebook of something else.
  public init(_ book: Codebook) throws(CodebookError) {
    guard book.release.set == .codeEditor else {
      throw CodebookError(.sectionMissing, section: "i10dx")
    }
    self.book = book
    release = book.release
    codes = EditorLayout.codeSections.map { book.records($0, of: EditorLayout.Code.self) }
    statuses = book.records("status", of: EditorLayout.Status.self)
    ages = book.records("ages", of: EditorLayout.Ages.self)
  }

  /// Applies the edits to a stay.
  ///
  /// - Complexity: O(*n* log *m*) in the codes of the stay and of the tables.
  public func judge(
    _ stay: InpatientRecord, into answer: inout EditorAnswer, using work: GroupingWorkspace
  ) {
    guard let rules = rules(for: stay, using: work) else {
      answer.removeAll()
      answer.kind = .invalidDischargeDate
      return
    }
    rules.judge(&answer)
  }

  /// The edits of a stay, each with the code that it is about; nothing for a day of discharge without tables.
  ///
  /// - Complexity: O(*n* log *m*) in the codes of the stay and of the tables.
  public func findings(
    of stay: InpatientRecord, using work: GroupingWorkspace
  ) -> [EditorFinding]? {
    guard let rules = rules(for: stay, using: work) else { return nil }
    var sink = EditorFindings()
    rules.judge(into: &sink)
    return sink.all
  }

  /// The rules over what the tables say of a stay; nothing for a day of discharge without tables.
  func rules(for stay: InpatientRecord, using work: GroupingWorkspace) -> EditorRules? {
    let day = stay.discharged.daysSinceEpoch
    guard release.period.contains(stay.discharged) else { return nil }
    work.reserve(diagnoses: stay.diagnoses.count, procedures: stay.procedures.count, clusters: 0)
    let sets = stay.discharged > EditorCalendar.lastDayOfICD9 ? (0, 1) : (2, 3)
    for (place, diagnosis) in stay.diagnoses.enumerated() {
      work.diagnosisFlags[place] = flags(of: diagnosis.code, on: day, in: codes[sets.0])
    }
    for (place, procedure) in stay.procedures.enumerated() {
      work.procedureFlags[place] = flags(of: procedure, on: day, in: codes[sets.1])
    }
    return EditorRules(
      stay: stay,
      diagnoses: UnsafeBufferPointer(start: work.diagnosisFlags.base, count: stay.diagnoses.count),
      procedures: UnsafeBufferPointer(
        start: work.procedureFlags.base, count: stay.procedures.count),
      ages: ages(on: day),
      knowsStatus: statuses.contains {
        Int($0.status) == stay.dischargeStatus && $0.first <= day && day <= $0.last
      },
      admittingIsValid: flags(of: stay.admitting, on: day, in: codes[sets.0]) != 0)
  }

  private func flags(
    of code: PackedCode?, on day: Int32, in rows: UnsafeBufferPointer<EditorLayout.Code>
  ) -> UInt64 {
    guard let code, code.bits != 0 else { return 0 }
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].code < code.bits { low = middle + 1 } else { high = middle }
    }
    while low < rows.count, rows[low].code == code.bits {
      if rows[low].first <= day, day <= rows[low].last {
        return rows[low].flags | EditorRules.valid
      }
      low += 1
    }
    return 0
  }

  private func ages(on day: Int32) -> SIMD8<Int16> {
    let order: [EditorFlags] = [.newborn, .pediatric, .maternity, .adult]
    // An age that no row limits conflicts with nothing.
    var result = SIMD8<Int16>(0, .max, 0, .max, 0, .max, 0, .max)
    for row in ages where row.first <= day && day <= row.last {
      guard let place = order.firstIndex(of: EditorFlags(rawValue: row.flag)) else { continue }
      result[2 * place] = Int16(clamping: row.firstAge)
      result[2 * place + 1] = Int16(clamping: row.lastAge)
    }
    return result
  }
}

/// Days that divide the tables of the editor.
enum EditorCalendar {
  /// The last day of ICD-9-CM.
  static let lastDayOfICD9 = CodeSetID.lastDayOfICD9
}

extension Grouper {
  /// Applies the editor in the days of this version, over what was looked up already.
  @inline(__always)
  func judge(_ stay: InpatientRecord, into answer: inout EditorAnswer, _ work: GroupingWorkspace) {
    if let rules = editorRules(for: stay, work) {
      rules.judge(&answer)
    } else {
      answer.removeAll()
      answer.kind = .invalidDischargeDate
    }
  }

  /// The editor's rules over what was looked up already; on a day outside of the version's, over the tables of
  /// that day.
  @inline(__always)
  func editorRules(for stay: InpatientRecord, _ work: GroupingWorkspace) -> EditorRules? {
    let day = stay.discharged.daysSinceEpoch
    guard head.effective <= day, day <= head.termination else {
      return editor?.rules(for: stay, using: work)
    }
    let status = stay.dischargeStatus
    let word = status < 64 ? head.editorStatuses0 : head.editorStatuses1
    let knowsStatus =
      status >= 0 && status < 128 && word &>> UInt64(truncatingIfNeeded: status & 63) & 1 != 0
    return EditorRules(
      stay: stay,
      diagnoses: UnsafeBufferPointer(start: work.diagnosisFlags.base, count: work.diagnosisCount),
      procedures: UnsafeBufferPointer(
        start: work.procedureFlags.base, count: work.procedureCount),
      ages: head.ages, knowsStatus: knowsStatus,
      admittingIsValid: stay.admitting.map { diagnosis($0).flags != 0 } ?? true)
  }
}
