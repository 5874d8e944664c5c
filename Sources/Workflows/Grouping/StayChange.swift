// SPDX-License-Identifier: Apache-2.0

import Grouping
import Values

/// One thing changed in a stay, to see what it does to the group.
///
/// - `+sdx=E11.9:Y`, `+px=0SRB0JZ`: a code more (what the record lacks must be documented before it is coded).
/// - `-sdx=E11.9`, `-px=0SRB0JZ`: a code less.
/// - `pdx=J18.9`: another principal diagnosis; where it is a secondary one the two change places.
/// - `poa=E11.9:N`: another indicator.
/// - `status=20`, `age=70`, `sex=female`, `los=3`, `hospital=exempt`.
struct StayChange {
  private let key: String
  private let value: String

  /// Reads changes; everything wrong is told at once.
  static func read(_ texts: [String]) throws(WorkflowFailure) -> [StayChange] {
    var changes: [StayChange] = []
    var faults: [Finding] = []
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1)
      if parts.count == 2, keys.contains(String(parts[0])) {
        changes.append(StayChange(key: String(parts[0]), value: String(parts[1])))
      } else {
        faults.append(fault(text))
      }
    }
    guard faults.isEmpty else { throw WorkflowFailure(faults, .usage) }
    return changes
  }

  private static let keys = [
    "+sdx", "-sdx", "+px", "-px", "pdx", "poa", "status", "age", "sex", "los", "hospital",
  ]

  private static func fault(_ text: String) -> Finding {
    Finding("group.what-if", .rejects, at: .claim, facts: [.init("change", text)])
  }

  /// Makes the change; gives what keeps it from being made.
  func apply(to read: inout ReadStay) -> Finding? {
    switch key {
    case "+sdx":
      guard let coded = GivenStay.coded(value) else { break }
      read.diagnoses.append(coded.code)
      read.stay.diagnoses.append(CodedDiagnosis(coded.code, present: coded.present))
      return nil
    case "-sdx":
      guard let place = diagnosis(value, in: read), place > 0 else { break }
      read.diagnoses.remove(at: place)
      read.stay.diagnoses.remove(at: place)
      return nil
    case "+px":
      guard let code = PackedCode(value) else { break }
      read.procedures.append(code.description)
      read.stay.procedures.append(code)
      return nil
    case "-px":
      guard let place = PackedCode(value).flatMap(read.stay.procedures.firstIndex(of:)) else {
        break
      }
      read.procedures.remove(at: place)
      read.stay.procedures.remove(at: place)
      return nil
    case "pdx": return changePrincipal(&read)
    case "poa":
      guard let coded = GivenStay.coded(value), let place = diagnosis(coded.code, in: read) else {
        break
      }
      read.stay.diagnoses[place].present = coded.present
      return nil
    default: return changeNumber(&read)
    }
    return Self.fault("\(key)=\(value)")
  }

  private func changePrincipal(_ read: inout ReadStay) -> Finding? {
    guard let coded = GivenStay.coded(value), !read.diagnoses.isEmpty else {
      return Self.fault("\(key)=\(value)")
    }
    if let place = diagnosis(coded.code, in: read), place > 0 {
      read.putFirst(place)
    } else {
      read.diagnoses[0] = coded.code
      read.stay.diagnoses[0] = CodedDiagnosis(
        coded.code,
        present: coded.present == .blank ? read.stay.diagnoses[0].present : coded.present)
    }
    return nil
  }

  private func changeNumber(_ read: inout ReadStay) -> Finding? {
    let number = Int(value)
    switch (key, value, number) {
    case ("status", _, let number?): read.stay.dischargeStatus = number
    case ("age", _, let number?): read.stay.age = number
    case ("los", _, let number?): read.stay.lengthOfStay = number
    case ("sex", "male", _): read.stay.sex = .male
    case ("sex", "female", _): read.stay.sex = .female
    case ("sex", "unknown", _): read.stay.sex = .unknown
    case ("hospital", "required", _): read.stay.hospital = .required
    case ("hospital", "exempt", _): read.stay.hospital = .exempt
    case ("hospital", "unknown", _): read.stay.hospital = .unknown
    default: return Self.fault("\(key)=\(value)")
    }
    return nil
  }

  private func diagnosis(_ code: String, in read: ReadStay) -> Int? {
    PackedCode(code).flatMap { code in read.stay.diagnoses.firstIndex { $0.code == code } }
  }
}

extension ReadStay {
  /// Makes a secondary diagnosis the principal one; the principal one takes its place.
  mutating func putFirst(_ place: Int) {
    diagnoses.swapAt(0, place)
    stay.diagnoses.swapAt(0, place)
  }
}
