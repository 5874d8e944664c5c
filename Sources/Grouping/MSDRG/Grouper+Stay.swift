// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// What is looked up of a stay, once, before any formula is asked.
extension Grouper {
  /// Looks every code up and works out what is true of the stay.
  @inline(__always)
  func resolve(_ stay: InpatientRecord, _ work: GroupingWorkspace) -> UInt16 {
    work.reserve(
      diagnoses: stay.diagnoses.count, procedures: stay.procedures.count,
      clusters: Int(head.clusters))
    var facts = FactSet()
    var sites: UInt8 = 0
    var allIncident = true
    var group: UInt16 = 0
    let died = stay.dischargeStatus == 20
    work.severity = .none
    work.suppressible = 0
    stay.diagnoses.withUnsafeBufferPointer { codes in
      let resolved = work.diagnoses.base
      let flags = work.diagnosisFlags.base
      for place in 0..<codes.count {
        let slot = diagnosis(codes[place].code)
        var entry = GroupingWorkspace.Diagnosis()
        entry.code = codes[place].code.bits
        entry.present = codes[place].present
        flags[place] = slot.flags == 0 ? 0 : editorFlags[Int(slot.flags) &- 1] | 1 << 63
        entry.scheme = slot.scheme
        if place == 0 { group = slot.group }
        if slot.scheme != 0 {
          let index = Int(slot.scheme) &- 1
          let scheme = schemes[index]
          entry.exclusionClass = slot.exclusionClass
          entry.severity = Severity(rawValue: scheme.severity) ?? .none
          entry.marks = scheme.marks
          entry.conditions = scheme.conditions
          entry.suppressible = scheme.suppressible
          entry.sites = scheme.sites
          sites |= scheme.sites
          if scheme.marks & GrouperLayout.Scheme.incident == 0 { allIncident = false }
          if place == 0 {
            facts = self.facts(at: index, in: principalFacts)
          } else {
            facts.formUnion(self.facts(at: index, in: secondaryFacts))
            entry.isExcluded =
              slot.exclusionClass != 0
              && excludes(group: group, exclusionClass: slot.exclusionClass)
            entry.isDeathExcluded =
              died && scheme.marks & GrouperLayout.Scheme.onlyWhenAlive != 0
            if entry.severity != .none, !entry.isExcluded, !entry.isDeathExcluded {
              work.suppressible |= entry.suppressible
              if entry.severity > work.severity { work.severity = entry.severity }
            }
          }
        }
        resolved[place] = entry
      }
    }
    addFacts(of: stay, sites: sites, onlyIncident: allIncident, to: &facts, work)
    resolveProcedures(stay, &facts, work)
    work.facts = facts
    return group
  }

  /// What is worked out from the discharge and from all diagnoses together.
  @inline(__always)
  private func addFacts(
    of stay: InpatientRecord, sites: UInt8, onlyIncident: Bool, to facts: inout FactSet,
    _ work: GroupingWorkspace
  ) {
    facts.insert(.anyDiagnosis)
    facts.insert(stay.dischargeStatus == 20 ? .died : .alive)
    switch stay.dischargeStatus {
    case 7: facts.insert(.leftAgainstAdvice)
    case 2, 5, 66, 82, 85, 94: facts.insert(.transferredNonBirth)
    default: break
    }
    if !knowsStatus(stay.dischargeStatus) { facts.insert(.invalidStatus) }
    if sites.nonzeroBitCount >= 2 { facts.insert(.multipleTrauma) }
    if stay.diagnoses.isEmpty || work.diagnoses[0].scheme == 0 {
      facts.insert(.invalidPrincipal)
    } else {
      let principal = work.diagnoses[0]
      if principal.marks & GrouperLayout.Scheme.incident != 0, onlyIncident {
        facts.insert(.onlyIncident)
      }
      if stay.sex == .unknown, principal.marks & GrouperLayout.Scheme.mdcBySex != 0 {
        facts.insert(.invalidSex)
      }
      if schemes[Int(principal.scheme) &- 1].mdcFemale == 20 { facts.insert(.mdc20FallThrough) }
    }
    // An external cause begins with V, W, X or Y.
    if let code = stay.diagnoses.first?.code, code.bits != CodedDiagnosis.unreadable.bits,
      (32...35).contains(code[0])
    {
      facts.insert(.externalCausePrincipal)
    }
  }

  /// Tells whether the grouper knows a discharge status.
  @inline(__always)
  func knowsStatus(_ status: Int) -> Bool {
    guard status >= 0, status < 128 else { return false }
    let word = status < 64 ? head.statuses0 : head.statuses1
    return word &>> UInt64(truncatingIfNeeded: status & 63) & 1 != 0
  }

  @inline(__always)
  private func resolveProcedures(
    _ stay: InpatientRecord, _ facts: inout FactSet, _ work: GroupingWorkspace
  ) {
    work.clusterCount = 0
    work.suppressed = 0
    var candidates = 0
    var marks: UInt8 = 0
    stay.procedures.withUnsafeBufferPointer { codes in
      let resolved = work.procedures.base
      let flags = work.procedureFlags.base
      for place in 0..<codes.count {
        let slot = procedure(codes[place])
        var entry = GroupingWorkspace.Procedure()
        entry.code = codes[place].bits
        flags[place] = slot.flags == 0 ? 0 : editorFlags[Int(slot.flags) &- 1] | 1 << 63
        entry.pattern = slot.scheme
        entry.list = slot.group
        if slot.group != 0 { candidates &+= 1 }
        if slot.scheme != 0 { marks |= patterns[Int(slot.scheme) &- 1].marks }
        resolved[place] = entry
      }
    }
    if candidates > 1 { findClusters(work) }
    for place in 0..<work.clusterCount {
      let cluster = clusters[Int(work.clusters[place])]
      if cluster.pattern != 0 { marks |= patterns[Int(cluster.pattern) &- 1].marks }
    }
    if marks & GrouperLayout.Pattern.counts != 0 { count(&facts, work) }
  }

  /// Finds the clusters that the procedures fill, and marks the members that no longer count on their own.
  private func findClusters(_ work: GroupingWorkspace) {
    let counts = work.members.base
    for place in 0..<work.procedureCount where work.procedures[place].list != 0 {
      let list = lists[Int(work.procedures[place].list) &- 1]
      for index in Int(list.first)..<Int(list.first &+ list.count) {
        let cluster = Int(members[index])
        guard counts[cluster] < 2 else { continue }
        counts[cluster] &+= 1
        // A cluster needs two procedures at least.
        if counts[cluster] == 2 {
          work.clusters[work.clusterCount] = members[index]
          work.clusterCount &+= 1
        }
      }
    }
    for place in 0..<work.procedureCount where work.procedures[place].list != 0 {
      let list = lists[Int(work.procedures[place].list) &- 1]
      for index in Int(list.first)..<Int(list.first &+ list.count) {
        counts[Int(members[index])] = 0
      }
    }
    var kept = 0
    for place in 0..<work.clusterCount {
      let cluster = clusters[Int(work.clusters[place])]
      guard isFilled(cluster, work) else { continue }
      work.clusters[kept] = work.clusters[place]
      kept &+= 1
      suppressMembers(of: cluster, work)
    }
    work.clusterCount = kept
  }

  private func isFilled(_ cluster: GrouperLayout.Cluster, _ work: GroupingWorkspace) -> Bool {
    for choice in 0..<Int(cluster.choiceCount) {
      guard member(of: choices[Int(cluster.firstChoice) &+ choice], work) != nil else {
        return false
      }
    }
    return true
  }

  private func member(of choice: GrouperLayout.Run, _ work: GroupingWorkspace) -> Int? {
    for place in 0..<work.procedureCount where isMember(work.procedures[place].code, of: choice) {
      return place
    }
    return nil
  }

  func isMember(_ code: UInt64, of choice: GrouperLayout.Run) -> Bool {
    for index in Int(choice.first)..<Int(choice.first &+ choice.count)
    where choiceCodes[index] == code {
      return true
    }
    return false
  }

  private func suppressMembers(of cluster: GrouperLayout.Cluster, _ work: GroupingWorkspace) {
    work.suppressed |= cluster.suppressed
    guard cluster.suppressed != 0 else { return }
    for choice in 0..<Int(cluster.choiceCount) {
      let run = choices[Int(cluster.firstChoice) &+ choice]
      for place in 0..<work.procedureCount where isMember(work.procedures[place].code, of: run) {
        work.procedures[place].suppressed |= cluster.suppressed
      }
    }
  }

  /// Counts stents, vessels, fusions and joints.
  private func count(_ facts: inout FactSet, _ work: GroupingWorkspace) {
    typealias Pattern = GrouperLayout.Pattern
    var vessels = 0
    var joints: UInt8 = 0
    var (drugStents, otherStents) = (0, 0)
    var (anterior, posterior, first, cross) = (0, 0, 0, 0)
    for place in 0..<work.procedureCount where work.procedures[place].pattern != 0 {
      let pattern = patterns[Int(work.procedures[place].pattern) &- 1]
      vessels += Int(pattern.vessels)
      joints |= pattern.joints
      if pattern.marks & Pattern.drugStent != 0 { drugStents += Int(pattern.stents) }
      if pattern.marks & Pattern.otherStent != 0 { otherStents += Int(pattern.stents) }
      if pattern.fusions & Pattern.anterior != 0 { anterior += 1 }
      if pattern.fusions & Pattern.posterior != 0 { posterior += 1 }
      if pattern.fusions & Pattern.firstPosterior != 0 { first += 1 }
      if pattern.fusions & Pattern.crossSection != 0 { cross += 1 }
    }
    for place in 0..<work.clusterCount {
      let cluster = clusters[Int(work.clusters[place])]
      guard cluster.pattern != 0 else { continue }
      vessels += Int(patterns[Int(cluster.pattern) &- 1].vessels)
      joints |= patterns[Int(cluster.pattern) &- 1].joints
    }
    if joints.nonzeroBitCount >= 2 { facts.insert(.bilateralJoints) }
    if vessels >= 4 { facts.insert(.fourVessels) }
    if drugStents >= 4 { facts.insert(.fourDrugElutingStents) }
    if otherStents >= 4 { facts.insert(.fourOtherStents) }
    if drugStents + otherStents >= 4 { facts.insert(.fourStents) }
    if anterior + first > 1 { facts.insert(.multipleFusions) }
    if cross > 1 { facts.insert(.crossSectionFusions) }
    if posterior > 1 { facts.insert(.posteriorFusions) }
    if anterior > 1 { facts.insert(.anteriorFusions) }
    if first > 1 { facts.insert(.firstPosteriorFusions) }
    if anterior + posterior >= 3, anterior >= 1, posterior >= 1 { facts.insert(.singleFusions) }
  }
}
