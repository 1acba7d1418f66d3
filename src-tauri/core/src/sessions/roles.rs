//! Roles, and how they go round: each to the next in turn.

use serde::{Deserialize, Serialize};

use crate::communities::Community;
use crate::people::PersonKey;
use crate::store::words;

/// What somebody takes care of in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum RoleName {
    Facilitator,
    Time,
    Notes,
    Norms,
}
words!(RoleName { Facilitator = "facilitator", Time = "time", Notes = "notes", Norms = "norms" });

impl RoleName {
    /// All, in their order.
    pub const ALL: [Self; 4] = [Self::Facilitator, Self::Time, Self::Notes, Self::Norms];

    /// For paper.
    pub fn words(self) -> &'static str {
        match self {
            Self::Facilitator => "Facilitator",
            Self::Time => "Time",
            Self::Notes => "Notes",
            Self::Norms => "Norms",
        }
    }
}

/// Who takes a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SessionRole {
    /// Which.
    pub role: RoleName,
    /// Who; none: the writer.
    pub person: Option<PersonKey>,
    /// Their name; of the writer the one chosen for this community, or "me".
    pub name: String,
}

/// A role to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveRole {
    /// Which.
    pub role: RoleName,
    /// Who; none: the writer.
    pub person: Option<PersonKey>,
}

/// The writer's name in a community.
pub(super) fn own_name(community: &Community) -> String {
    let name = community.shown_name.trim();
    if name.is_empty() { "me".to_owned() } else { name.to_owned() }
}

/// The roles one turn later, and what had to be settled otherwise, in sentences. The turn goes by the order of members,
/// the writer first. Where somebody left, the first member without a role takes theirs.
pub(super) fn turned(roles: &[SessionRole], community: &Community) -> (Vec<SaveRole>, Vec<String>) {
    let ring: Vec<Option<PersonKey>> =
        std::iter::once(None).chain(community.members.iter().map(|member| Some(member.person))).collect();
    let name = |who: Option<PersonKey>| match who {
        None => own_name(community),
        Some(key) => {
            let member = community.members.iter().find(|member| member.person == key);
            member.map(|member| member.name.clone()).unwrap_or_default()
        }
    };
    let mut next: Vec<SaveRole> = Vec::new();
    let mut left: Vec<&SessionRole> = Vec::new();
    for role in roles {
        match ring.iter().position(|who| *who == role.person) {
            Some(at) => next.push(SaveRole { role: role.role, person: ring[(at + 1) % ring.len()] }),
            None => left.push(role),
        }
    }
    let mut said = Vec::new();
    for role in left {
        let free = ring.iter().find(|who| !next.iter().any(|taken| taken.person == **who)).or(ring.first());
        let person = free.copied().flatten();
        next.push(SaveRole { role: role.role, person });
        said.push(format!(
            "“{}” goes to {} now, since {} is no longer a member.",
            role.role.words(),
            name(person),
            if role.name.is_empty() { "somebody" } else { &role.name }
        ));
    }
    next.sort_by_key(|role| role.role);
    (next, said)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::clock::Instant;
    use crate::communities::Member;
    use crate::id::CommunityId;

    fn community(members: &[(i64, &str)]) -> Community {
        let now = Instant::from_millis(0);
        Community {
            id: CommunityId::new(),
            name: "Y9".into(),
            shown_name: "C.".into(),
            care: String::new(),
            who: String::new(),
            share: String::new(),
            norms: String::new(),
            stage: None,
            stage_since: None,
            members: members
                .iter()
                .map(|(key, name)| Member { person: PersonKey(*key), name: (*name).into(), role: String::new() })
                .collect(),
            created_at: now,
            edited_at: now,
            archived_at: None,
        }
    }

    fn role(role: RoleName, person: Option<i64>, name: &str) -> SessionRole {
        SessionRole { role, person: person.map(PersonKey), name: name.into() }
    }

    #[test]
    fn each_role_goes_to_the_next_in_turn_and_round() {
        let group = community(&[(1, "Bea"), (2, "Dev")]);
        let now = [role(RoleName::Facilitator, None, "C."), role(RoleName::Time, Some(2), "Dev")];
        let (next, said) = turned(&now, &group);
        assert_eq!(next.iter().map(|role| role.person.map(|key| key.0)).collect::<Vec<_>>(), [Some(1), None]);
        assert!(said.is_empty());
    }

    #[test]
    fn who_left_is_passed_over_and_it_is_said() {
        let group = community(&[(1, "Bea"), (3, "Eva")]);
        let now = [
            role(RoleName::Facilitator, Some(2), "Dev"),
            role(RoleName::Time, None, "C."),
            role(RoleName::Notes, Some(1), "Bea"),
        ];
        let (next, said) = turned(&now, &group);
        assert_eq!(next.iter().map(|role| role.person.map(|key| key.0)).collect::<Vec<_>>(), [None, Some(1), Some(3)]);
        assert_eq!(said, ["“Facilitator” goes to C. now, since Dev is no longer a member."]);
    }
}
