// SPDX-License-Identifier: Apache-2.0

import Values

/// The rules of the Medicare Code Editor over what its tables say of the codes of a stay.
///
/// Source: Definitions of Medicare Code Edits, chapter 1.
struct EditorRules {
  /// Set beside the flags of a code that is valid on the day of discharge.
  static let valid: UInt64 = 1 << 63

  let stay: InpatientRecord
  /// What the tables say of each diagnosis and procedure; 0 for a code that is not valid.
  let diagnoses: UnsafeBufferPointer<UInt64>
  let procedures: UnsafeBufferPointer<UInt64>
  /// First and last age of newborn, paediatric, maternity and adult diagnoses.
  let ages: SIMD8<Int16>
  let knowsStatus: Bool
  let admittingIsValid: Bool

  /// The first day of version 42, from which the sex is no longer edited.
  private static let endOfSexEdits = CalendarDate(daysSinceEpoch: 19_997)

  /// Applies every rule and counts what is found.
  func judge(_ answer: inout EditorAnswer) {
    answer.removeAll()
    judge(into: &answer)
    answer.settle()
  }

  /// Applies every rule.
  @inline(__always)
  func judge(into answer: inout some EditorSink) {
    if !stay.isBlankAdmitting, !admittingIsValid { answer.add(.invalidAdmitting, .stay) }
    if stay.age < 0 || stay.age > 124 { answer.add(.invalidAge, .stay) }
    if stay.sex == .unknown, stay.discharged < Self.endOfSexEdits { answer.add(.invalidSex, .stay) }
    if !knowsStatus { answer.add(.invalidStatus, .stay) }
    judgeDiagnoses(&answer)
    judgeProcedures(&answer)
  }

  private func has(_ flags: UInt64, _ wanted: EditorFlags) -> Bool {
    flags & wanted.rawValue != 0
  }

  /// Where the principal diagnosis stands: where it is empty, the next one takes its place.
  private var principalPlace: Int {
    stay.diagnoses.first?.code.bits == 0 && stay.diagnoses.count > 1 ? 1 : 0
  }

  private func judgeDiagnoses(_ answer: inout some EditorSink) {
    let first = principalPlace
    guard first < diagnoses.count else { return }
    let principal = diagnoses[first]
    let principalCode = stay.diagnoses[first].code
    if has(principal, .manifestation) { answer.add(.manifestation, .diagnosis(first)) }
    if has(principal, .externalCausePrincipal) { answer.add(.externalCause, .diagnosis(first)) }
    if has(principal, .questionableAdmission) {
      answer.add(.questionableAdmission, .diagnosis(first))
    }
    if has(principal, .unacceptablePrincipal) {
      if !has(principal, .requiresSecondary) {
        answer.add(.unacceptablePrincipal, .diagnosis(first))
      } else if first + 1 >= diagnoses.count {
        answer.add(.requiresSecondary, .diagnosis(first))
      }
    }
    if has(principal, .nonspecific), stay.dischargeStatus != 20 {
      answer.add(.nonspecificPrincipal, .diagnosis(first))
    }
    let wanted: EditorFlags = [
      .pediatric, .newborn, .maternity, .adult, .female, .male, .wrongProcedure, .unspecified,
      .medicareSecondary,
    ]
    for place in first..<diagnoses.count {
      let code = stay.diagnoses[place].code
      let flags = diagnoses[place]
      if flags == 0 {
        if place == first ? code.bits != 0 : !code.isZeros {
          answer.add(.invalidCode, .diagnosis(place))
        }
      } else if has(flags, wanted) {
        if conflictsWithAge(flags) { answer.add(.ageConflict, .diagnosis(place)) }
        if conflictsWithSex(flags) { answer.add(.sexConflict, .diagnosis(place)) }
        if has(flags, .wrongProcedure) { answer.add(.wrongProcedure, .diagnosis(place)) }
        if has(flags, .unspecified) { answer.add(.unspecified, .diagnosis(place)) }
        if has(flags, .medicareSecondary) { answer.add(.medicareSecondary, .diagnosis(place)) }
      }
      if place > first, code == principalCode, code.bits != 0 {
        answer.add(.duplicateOfPrincipal, .diagnosis(place))
      }
    }
  }

  private func conflictsWithAge(_ flags: UInt64) -> Bool {
    let kinds: EditorFlags = [.newborn, .pediatric, .maternity, .adult]
    guard has(flags, kinds) else { return false }
    return isOutside(flags, .newborn, 0) || isOutside(flags, .pediatric, 2)
      || isOutside(flags, .maternity, 4) || isOutside(flags, .adult, 6)
  }

  @inline(__always)
  private func isOutside(_ flags: UInt64, _ flag: EditorFlags, _ place: Int) -> Bool {
    has(flags, flag)
      && (stay.age < Int(ages[place]) || stay.age > Int(ages[place + 1]))
  }

  private func conflictsWithSex(_ flags: UInt64) -> Bool {
    switch stay.sex {
    case .male: has(flags, .female)
    case .female: has(flags, .male)
    case .unknown: stay.discharged < Self.endOfSexEdits && has(flags, [.female, .male])
    }
  }

  private func judgeProcedures(_ answer: inout some EditorSink) {
    var all: UInt64 = 0
    for (place, flags) in procedures.enumerated() {
      if flags == 0, !stay.procedures[place].isZeros { answer.add(.invalidCode, .procedure(place)) }
      all |= flags
    }
    guard all & ~(Self.valid | EditorFlags.operatingRoom.rawValue) != 0 else { return }
    var diagnosed: UInt64 = 0
    for flags in diagnoses { diagnosed |= flags }
    var secondary: UInt64 = 0
    for place in (principalPlace + 1)..<max(principalPlace + 1, diagnoses.count) {
      secondary |= diagnoses[place]
    }
    // ICD-9-CM allows shorter stays.
    let shortestStay = stay.discharged > EditorCalendar.lastDayOfICD9 ? 5 : 4
    for (place, flags) in procedures.enumerated() where flags & ~Self.valid != 0 {
      if conflictsWithSex(flags) { answer.add(.sexConflict, .procedure(place)) }
      if has(flags, .wrongProcedure) { answer.add(.wrongProcedure, .procedure(place)) }
      if isNonCovered(flags, all: all, diagnosed: diagnosed, secondary: secondary) {
        answer.add(.nonCovered, .procedure(place))
      } else if has(flags, .limitedCoverage) || isLimitedHeart(flags, all, diagnosed) {
        answer.add(.limitedCoverage, .procedure(place))
      }
      if has(flags, [.cesarean, .vaginalDelivery]), !has(secondary, .deliveryOutcome) {
        answer.add(.obstetricAdmission, .procedure(place))
      }
      if has(flags, .lengthOfStay), stay.lengthOfStay < shortestStay {
        answer.add(.lengthOfStay, .procedure(place))
      }
      if has(flags, .biopsy) { answer.add(.openBiopsy, .procedure(place)) }
      for (flag, edit) in Self.limits where has(flags, flag) { answer.add(edit, .procedure(place)) }
    }
    judgeOperations(all, &answer)
  }

  /// What only ICD-9-CM has a table for.
  private static let limits: [(EditorFlags, EditorEdit)] = [
    (.limitedLungVolume, .limitedLungVolume), (.limitedLung, .limitedLung),
    (.limitedHeartLung, .limitedHeartLung), (.limitedHeart, .limitedHeart),
    (.limitedHeartImplant, .limitedHeartImplant), (.limitedIntestine, .limitedIntestine),
    (.limitedLiver, .limitedLiver), (.limitedKidney, .limitedKidney),
    (.limitedPancreas, .limitedPancreas),
  ]

  private func judgeOperations(_ all: UInt64, _ answer: inout some EditorSink) {
    let principal = principalPlace < diagnoses.count ? diagnoses[principalPlace] : 0
    if has(all, .bilateral), has(principal, .mdc8) {
      var codes: Set<PackedCode> = []
      for (place, flags) in procedures.enumerated() where has(flags, .bilateral) {
        codes.insert(stay.procedures[place])
      }
      if codes.count >= 2 { answer.add(.bilateral, .stay) }
    }
    let operations = procedures.filter { has($0, .operatingRoom) }
    if !operations.isEmpty, operations.allSatisfy({ has($0, .nonspecific) }) {
      answer.add(.nonspecificProcedure, .stay)
    }
  }

  private func isLimitedHeart(_ flags: UInt64, _ all: UInt64, _ diagnosed: UInt64) -> Bool {
    guard has(diagnosed, .clinicalTrial) else { return false }
    return has(flags, .artificialHeart)
      || (has(flags, [.artificialHeartA, .artificialHeartB]) && has(all, .artificialHeartA)
        && has(all, .artificialHeartB))
  }

  private func isNonCovered(
    _ flags: UInt64, all: UInt64, diagnosed: UInt64, secondary: UInt64
  ) -> Bool {
    if has(flags, .nonCovered) { return true }
    if has(flags, .nonCovered45), !has(all, .kidneyTransplant), !has(diagnosed, .diabetesType1) {
      return true
    }
    if has(flags, [.artificialHeartA, .artificialHeartB]), has(all, .artificialHeartA),
      has(all, .artificialHeartB), !has(diagnosed, .clinicalTrial)
    {
      return true
    }
    let paired: EditorFlags = [.nonCovered6, .nonCovered7, .nonCoveredSterilization]
    if flags & diagnosed & paired.rawValue != 0 { return true }
    if has(flags, .nonCoveredOver60), stay.age < 0 || stay.age > 60 { return true }
    if has(flags, .nonCovered2), !has(diagnosed, .nonCovered2) {
      let isYoung =
        (has(diagnosed, .nonCovered2UpTo63) && (0...63).contains(stay.age))
        || (has(diagnosed, .nonCovered2UpTo77) && (0...77).contains(stay.age))
      if !isYoung { return true }
    }
    if has(flags, .nonCovered3), !has(diagnosed, .nonCovered3) { return true }
    if has(flags, .nonCovered8), !(has(secondary, .nonCovered8And9) && has(all, .nonCovered9)) {
      return true
    }
    if has(flags, .nonCovered13a), !has(all, .nonCovered13b) { return true }
    return has(flags, .artificialHeart) && !has(diagnosed, .clinicalTrial)
  }
}

extension InpatientRecord {
  /// No admitting diagnosis is stated.
  fileprivate var isBlankAdmitting: Bool { admitting.map { $0.bits == 0 || $0.isZeros } ?? true }
}

extension PackedCode {
  /// The code is empty or consists of zeros: the position is not used.
  fileprivate var isZeros: Bool {
    // A zero is 1 in its six bits.
    bits & ~0x0410_4104_1041_0410 == 0
  }
}
