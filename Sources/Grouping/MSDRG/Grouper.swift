// SPDX-License-Identifier: Apache-2.0

public import CodeSets
public import Values

/// One version of the MS-DRG grouper with the Medicare Code Editor of its days, over a codebook in memory.
///
/// The logic is that of the published tables: the grouper knows no group by its number.
///
///     let grouper = try Grouper(codebook)
///     var answer = GroupingAnswer()
///     grouper.group(stay, into: &answer, using: workspace)
///     answer.final.group  // 247
///
/// Source: MS-DRG Definitions Manual and Definitions of Medicare Code Edits of the version.
public final class Grouper: @unchecked Sendable {
  /// The release that the grouper is.
  public let release: Release
  /// The version: 431 is version 43.1.
  public let version: Int
  /// The days of discharge for which it is in force.
  public let period: EffectivePeriod
  /// Answers for days of discharge outside of the version's.
  let editor: CodeEditor?
  let book: Codebook
  let head: GrouperLayout.Head
  let diagnosisSlots: UnsafePointer<GrouperLayout.CodeSlot>
  let procedureSlots: UnsafePointer<GrouperLayout.CodeSlot>
  let schemes: UnsafePointer<GrouperLayout.Scheme>
  let principalFacts: UnsafeRawPointer
  let secondaryFacts: UnsafeRawPointer
  let patterns: UnsafePointer<GrouperLayout.Pattern>
  let patternFacts: UnsafeRawPointer
  let exclusions: UnsafePointer<UInt64>
  let lists: UnsafePointer<GrouperLayout.Run>
  let members: UnsafePointer<UInt16>
  let clusters: UnsafePointer<GrouperLayout.Cluster>
  let choices: UnsafePointer<GrouperLayout.Run>
  let choiceCodes: UnsafePointer<UInt64>
  let steps: UnsafePointer<GrouperLayout.Step>
  let entries: UnsafePointer<UInt16>
  let formulas: UnsafeBufferPointer<GrouperLayout.Formula>
  let conditions: UnsafeBufferPointer<GrouperLayout.Condition>
  let marks: UnsafePointer<GrouperLayout.Mark>
  let suppressions: UnsafePointer<UInt32>
  let editorFlags: UnsafePointer<UInt64>

  /// Opens a grouper over its codebook.
  ///
  /// - Parameters:
  ///   - book: The codebook.
  ///   - editor: Applies the editor to stays that ended on other days.
  /// - Throws: ``CodebookError``: ``CodebookError/Code/sectionMissing`` for a codebook of something else.
  public init(_ book: Codebook, editor: CodeEditor? = nil) throws(CodebookError) {
    self.book = book
    self.editor = editor
    release = book.release
    guard book.release.set == .msdrg else { throw CodebookError(.sectionMissing, section: "head") }
    func section<Record: BitwiseCopyable>(
      _ name: String, _ type: Record.Type
    ) throws(CodebookError) -> UnsafePointer<Record> {
      guard let base = book.records(name, of: type).baseAddress else {
        throw CodebookError(.sectionMissing, section: name)
      }
      return base
    }
    func bytes(_ name: String) throws(CodebookError) -> UnsafeRawPointer {
      guard let base = book.section(name).baseAddress else {
        throw CodebookError(.sectionMissing, section: name)
      }
      return base
    }
    head = try section("head", GrouperLayout.Head.self).pointee
    version = Int(head.version)
    period = book.release.period
    diagnosisSlots = try section("dx", GrouperLayout.CodeSlot.self)
    procedureSlots = try section("px", GrouperLayout.CodeSlot.self)
    schemes = try section("scheme", GrouperLayout.Scheme.self)
    principalFacts = try bytes("schemeP")
    secondaryFacts = try bytes("schemeS")
    patterns = try section("pattern", GrouperLayout.Pattern.self)
    patternFacts = try bytes("patternF")
    exclusions = try section("exclude", UInt64.self)
    lists = try section("memberX", GrouperLayout.Run.self)
    members = try section("members", UInt16.self)
    clusters = try section("cluster", GrouperLayout.Cluster.self)
    choices = try section("choice", GrouperLayout.Run.self)
    choiceCodes = try section("choicePx", UInt64.self)
    steps = try section("step", GrouperLayout.Step.self)
    entries = try section("entry", UInt16.self)
    formulas = book.records("formula", of: GrouperLayout.Formula.self)
    conditions = book.records("hac", of: GrouperLayout.Condition.self)
    marks = try section("mark", GrouperLayout.Mark.self)
    suppressions = try section("suppress", UInt32.self)
    editorFlags = try section("flags", UInt64.self)
  }

  /// Finds a code in a hash table; an empty slot where it is not there.
  @inline(__always)
  func slot(
    of code: UInt64, in table: UnsafePointer<GrouperLayout.CodeSlot>, bits: UInt32
  ) -> Int {
    let mask = 1 &<< Int(bits) &- 1
    var at = CodeHash.place(of: code, bits: UInt64(bits))
    while table[at].code != code, table[at].code != 0 { at = (at &+ 1) & mask }
    return at
  }

  /// Finds a diagnosis.
  @inline(__always)
  func diagnosis(_ code: PackedCode) -> GrouperLayout.CodeSlot {
    code.bits == 0
      ? GrouperLayout.CodeSlot()
      : diagnosisSlots[slot(of: code.bits, in: diagnosisSlots, bits: head.diagnosisBits)]
  }

  /// Finds a procedure.
  @inline(__always)
  func procedure(_ code: PackedCode) -> GrouperLayout.CodeSlot {
    code.bits == 0
      ? GrouperLayout.CodeSlot()
      : procedureSlots[slot(of: code.bits, in: procedureSlots, bits: head.procedureBits)]
  }

  /// Tells whether a diagnosis is among those that another excludes when that is the principal one.
  @inline(__always)
  func excludes(group: UInt16, exclusionClass: UInt16) -> Bool {
    let place = Int(group) &* Int(head.exclusionStride) &+ Int(exclusionClass) &>> 6
    return exclusions[place] &>> UInt64(exclusionClass & 63) & 1 != 0
  }

  @inline(__always)
  func facts(at place: Int, in section: UnsafeRawPointer) -> FactSet {
    section.loadUnaligned(fromByteOffset: place &* 64, as: FactSet.self)
  }
}
