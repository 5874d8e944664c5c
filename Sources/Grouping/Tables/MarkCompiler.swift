// SPDX-License-Identifier: Apache-2.0

/// Lays a formula's condition out as a tree of nodes, each before its parts, from which is told which codes
/// affected the group.
struct MarkCompiler {
  let meaning: [String: FactSpace.Meaning]

  func append(_ expression: FormulaExpression, to nodes: inout [GrouperLayout.Mark]) {
    switch expression {
    case .atom(let name): nodes.append(atom(name))
    case .not(let part): append(.not, [part], to: &nodes)
    case .all(let parts): append(.all, parts, to: &nodes)
    case .any(let parts): append(.any, parts, to: &nodes)
    }
  }

  private func append(
    _ kind: GrouperLayout.MarkKind, _ parts: [FormulaExpression],
    to nodes: inout [GrouperLayout.Mark]
  ) {
    let place = nodes.count
    nodes.append(GrouperLayout.Mark(kind: kind.rawValue))
    for part in parts { append(part, to: &nodes) }
    nodes[place].size = UInt16(nodes.count - place)
  }

  private func atom(_ name: String) -> GrouperLayout.Mark {
    switch meaning[name] ?? .never {
    case .never: return node(.never)
    case .severity(let level): return node(level == .mcc ? .mcc : .cc)
    case .fact(let place):
      if let fact = ComputedFact.byName[name] { return computed(fact, place) }
      let kind: GrouperLayout.MarkKind =
        name.hasPrefix("PDX:") ? .silent : name.hasPrefix("SDX:") ? .secondary : .anywhere
      return node(kind, place)
    }
  }

  private func computed(_ fact: ComputedFact, _ place: Int) -> GrouperLayout.Mark {
    typealias Pattern = GrouperLayout.Pattern
    switch fact {
    case .multipleTrauma: return node(.trauma, place)
    case .bilateralJoints: return node(.joints, place)
    case .fourVessels: return node(.vessels, place)
    case .fourStents: return node(.stents, place)
    case .fourDrugElutingStents: return node(.drugStents, place)
    case .fourOtherStents: return node(.otherStents, place)
    case .operatingRoomProcedure: return node(.operatingRoom, place)
    case .multipleFusions:
      return node(.fusions, place, Pattern.anterior | Pattern.firstPosterior)
    case .crossSectionFusions: return node(.fusions, place, Pattern.crossSection)
    case .posteriorFusions: return node(.fusions, place, Pattern.posterior)
    case .anteriorFusions: return node(.fusions, place, Pattern.anterior)
    case .firstPosteriorFusions: return node(.fusions, place, Pattern.firstPosterior)
    case .singleFusions:
      return node(.allFusions, place, Pattern.anterior | Pattern.posterior)
    default: return node(.silent, place)
    }
  }

  private func node(
    _ kind: GrouperLayout.MarkKind, _ place: Int = 0, _ fusions: UInt8 = 0
  ) -> GrouperLayout.Mark {
    GrouperLayout.Mark(kind: kind.rawValue, fusions: fusions, place: UInt16(place))
  }
}
