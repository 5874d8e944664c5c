// SPDX-License-Identifier: Apache-2.0

import Values

/// Writes the answer to a stay as a line of NDJSON, member by member as the records of CMS's program have it.
struct InpatientAnswerWriter {
  let out: ByteOutput

  /// The most bytes that a code's members take beside the code itself.
  private static let perCode = 320
  private static let perAnswer = 1600

  /// Writes one line; `bytes` are those of the line that the answer is to.
  func write(
    _ answer: GroupingAnswer, to line: borrowing InpatientLine,
    _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    let codes = answer.diagnoses.count + answer.procedures.count
    out.reserve(bytes.count + Self.perAnswer + Self.perCode * codes)
    out.put("{\"id\":")
    if line.id.isEmpty { out.put("null") } else { put(line.id, bytes) }
    out.put(",\"initial\":")
    put(answer.initial)
    out.put(",\"final\":")
    put(answer.final)
    out.put(",\"hac_status\":\"")
    out.put(answer.conditionStatus.name)
    out.put("\",\"hac_categories\":")
    out.put(answer.conditionCount)
    out.put(",\"admit_dx\":\"")
    out.put(answer.admitting.name)
    out.put("\",\"pdx\":")
    answer.diagnoses.withUnsafeBufferPointer { marks in
      for place in 0..<marks.count {
        if place == 1 { out.put(",\"sdx\":[") }
        if place > 1 { out.put(byte: UInt8(ascii: ",")) }
        put(marks[place], line.diagnoses[place], bytes)
      }
      if marks.count < 2 { out.put(",\"sdx\":[") }
    }
    out.put("],\"procs\":[")
    answer.procedures.withUnsafeBufferPointer { marks in
      for place in 0..<marks.count {
        if place > 0 { out.put(byte: UInt8(ascii: ",")) }
        put(marks[place], line.procedures[place], bytes)
      }
    }
    out.put("],\"mce\":{\"edit_type\":\"")
    out.put(answer.edits.kind.name)
    out.put("\",\"edits\":{")
    var rest = answer.edits.found
    var isFirst = true
    while rest != 0 {
      if let edit = EditorEdit(rawValue: UInt8(rest.trailingZeroBitCount)) {
        out.put(isFirst ? "\"" : ",\"")
        isFirst = false
        out.put(edit.name)
        out.put("\":")
        out.put(answer.edits[edit])
      }
      rest &= rest &- 1
    }
    out.put("}}}\n")
  }

  @inline(__always)
  private func put(_ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) {
    if !range.isEmpty { out.put(UnsafeBufferPointer(rebasing: bytes[range])) }
  }

  @inline(__always)
  private func put(_ pass: GroupingPass) {
    out.put("{\"drg\":")
    out.put(pass.group)
    out.put(",\"mdc\":")
    out.put(pass.mdc)
    out.put(",\"rc\":\"")
    out.put(pass.code.name)
    switch pass.severity {
    case nil: out.put("\",\"severity\":\"NONE\",\"base_drg\":\"")
    case Severity.none?: out.put("\",\"severity\":\"NON_CC\",\"base_drg\":\"")
    case .cc?: out.put("\",\"severity\":\"CC\",\"base_drg\":\"")
    case .mcc?: out.put("\",\"severity\":\"MCC\",\"base_drg\":\"")
    }
    out.put(pass.baseGroup)
    switch pass.type {
    case .none: out.put("\",\"type\":\"NONE\"}")
    case .surgical: out.put("\",\"type\":\"SURGICAL\"}")
    case .medical: out.put("\",\"type\":\"MEDICAL\"}")
    }
  }

  @inline(__always)
  private func put(
    _ mark: DiagnosisAnswer, _ code: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    out.put("{\"code\":\"")
    put(code, bytes)
    out.put(mark.isValid ? "\",\"valid\":true,\"impact\":\"" : "\",\"valid\":false,\"impact\":\"")
    out.put(mark.impact.name)
    out.put("\",\"initial\":\"")
    out.put(mark.initial.name)
    out.put("\",\"final\":\"")
    out.put(mark.final.name)
    out.put("\",\"poa\":\"")
    out.put(mark.indicator.name)
    out.put("\",\"hacs\":[")
    if mark.conditions.kind != .none { put(mark.conditions) }
    out.put("]}")
  }

  private func put(_ use: ConditionUse) {
    var rest = use.numbers
    for place in 0..<Int(use.count) {
      if place > 0 { out.put(byte: UInt8(ascii: ",")) }
      switch use.kind {
      case .none: break
      case .exempt: out.put("\"0=HAC_NOT_APPLICABLE_EXEMPT\"")
      case .notMet: out.put("\"0=HAC_CRITERIA_NOT_MET\"")
      case .excluded, .met, .principal:
        out.put(byte: UInt8(ascii: "\""))
        out.put(rest.trailingZeroBitCount)
        rest &= rest &- 1
        switch use.kind {
        case .excluded: out.put("=HAC_NOT_APPLICABLE_EXCLUSION\"")
        case .met: out.put("=HAC_CRITERIA_MET\"")
        default: out.put("=NOT_ON_HAC_LIST\"")
        }
      }
    }
  }

  @inline(__always)
  private func put(
    _ mark: ProcedureAnswer, _ code: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    out.put("{\"code\":\"")
    put(code, bytes)
    out.put(mark.isValid ? "\",\"valid\":true,\"impact\":\"" : "\",\"valid\":false,\"impact\":\"")
    out.put(mark.impact.name)
    out.put(
      mark.isOperatingRoom
        ? "\",\"is_or\":true,\"hac_usage\":\"" : "\",\"is_or\":false,\"hac_usage\":\"")
    var rest = mark.conditions
    while rest != 0 {
      let number = rest.trailingZeroBitCount
      out.put(number < 10 ? "HAC_0" : "HAC_")
      out.put(number)
      rest &= rest &- 1
      if rest != 0 { out.put(byte: UInt8(ascii: ",")) }
    }
    out.put("\"}")
  }
}
