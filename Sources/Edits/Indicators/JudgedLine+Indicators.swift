// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension JudgedLine {
  /// Judges the line by the indicators of its row.
  mutating func judgeIndicators(_ table: PhysicianFeeTable) {
    // Tests of laboratories have a row for the interpretation only.
    guard let service = service ?? table.service(code, modifier: Modifier("26")?.bits ?? 0) else {
      return
    }
    judgeStatus(service)
    judgeSides(service)
    judgeSurgeons(service)
    judgeComponents(service, table)
    judgePlace(service)
    if let modifier = first(of: "54", "55", "56"), !isVisit,
      service.globalDays != .ten && service.globalDays != .ninety
        && service.globalDays != .maternity && service.globalDays != .contractor
    {
      find(
        "mpfs.split-not-allowed", .rejects, ("modifier", modifier),
        ("days", service.globalDays.text))
    }
  }

  /// Source: RVU25D, attachment A.
  private mutating func judgeStatus(_ service: PhysicianService) {
    switch service.status {
    case .bundled: find("mpfs.status-bundled", .rejects, ("status", service.status.letter))
    case .invalid: find("mpfs.status-invalid", .rejects)
    case .noncovered where first(of: "GY", "GX") == nil:
      find("mpfs.status-noncovered", .rejects)
    default: break
    }
  }

  /// Source: Medicare Claims Processing Manual, chapter 12, section 40.7.
  private mutating func judgeSides(_ service: PhysicianService) {
    guard has("50") else { return }
    switch service.bilateral {
    case 0, 9:
      find(
        "mpfs.bilateral-not-allowed", .rejects, ("indicator", service.bilateral.description))
    case 2: find("mpfs.bilateral-included", .rejects)
    default:
      if line.units > Quantity(1) {
        find("mpfs.bilateral-units", .rejects, ("units", line.units.description))
      }
    }
  }

  /// Source: Medicare Claims Processing Manual, chapter 12, sections 20.4.3 and 40.8.
  private mutating func judgeSurgeons(_ service: PhysicianService) {
    guard !isVisit else { return }
    if first(of: "80", "81", "82", "AS") != nil {
      switch service.assistant {
      case 2: break
      case 0: find("mpfs.assistant-documentation", .warns)
      default:
        find("mpfs.assistant-not-paid", .rejects, ("indicator", service.assistant.description))
      }
    }
    if has("62") {
      switch service.coSurgeons {
      case 2: break
      case 1: find("mpfs.cosurgeons-documentation", .warns)
      default:
        find(
          "mpfs.cosurgeons-not-allowed", .rejects, ("indicator", service.coSurgeons.description))
      }
    }
    if has("66") {
      switch service.team {
      case 1, 2: find("mpfs.team-documentation", .warns)
      default: find("mpfs.team-not-allowed", .rejects, ("indicator", service.team.description))
      }
    }
  }

  /// Source: RVU25D, PC/TC indicator; Medicare Claims Processing Manual, chapter 12, section 20.2.
  private mutating func judgeComponents(_ service: PhysicianService, _ table: PhysicianFeeTable) {
    guard let modifier = first(of: "26", "TC") else { return }
    // The contractor's own prices of new codes are not split in the file.
    let mayBeSplit =
      service.component == 1 || modifier == "26" && service.component == 6
      || table.service(code, modifier: Modifier(modifier)?.bits ?? 0) != nil
    guard !mayBeSplit else { return }
    find(
      "mpfs.component-not-allowed", .rejects, ("modifier", modifier),
      ("indicator", service.component.description))
  }

  /// In a hospital the technical component and services incident to a physician's are the hospital's.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 13, section 20.2.1; RVU25D, PC/TC and NA indicators.
  private mutating func judgePlace(_ service: PhysicianService) {
    guard let number = line.placeOfService else { return }
    let place = number < 10 ? "0\(number)" : "\(number)"
    let isHospital = [19, 21, 22, 23].contains(number)
    let isTechnical = service.component == 3 || service.component == 1 && !has("26")
    if isHospital, isTechnical, service.status == .active {
      find("mpfs.technical-in-hospital", .rejects, ("place", place))
      return
    }
    if isHospital, service.component == 5 {
      find("mpfs.incident-to-in-hospital", .rejects, ("place", place))
      return
    }
    guard let isFacility = tables.rules.isFacility(number), !has("26"), service.hasValues else {
      return
    }
    if isFacility ? service.isRareInFacilities : service.isRareOutsideFacilities {
      find("mpfs.place-rare", .warns, ("place", place))
    }
  }
}
