//! The macro behind the table of calls.

/// Makes of the rows a list of names, a router and the TypeScript of every type that they name.
macro_rules! table {
    (
        door { $($door:ident($door_request:ty) -> $door_reply:ty = $door_handler:path;)* }
        $($name:ident($request:ty) -> $reply:ty = $handler:path;)*
    ) => {
        /// The names of all calls on an open journal, in the order of the table.
        pub const CALLS: &[&str] = &[$(stringify!($name)),*];
        /// The names of the calls on its door, which can be made when it is shut.
        pub const DOOR_CALLS: &[&str] = &[$(stringify!($door)),*];

        /// Makes a call for a host that keeps a journal: on its door, or on the journal behind it.
        ///
        /// # Errors
        /// As [`call`]; `locked` for a call on a journal that is shut.
        pub fn answer(
            door: &Door,
            places: &dyn Places,
            name: &str,
            request: serde_json::Value,
        ) -> Result<serde_json::Value, ApiError> {
            match name {
                $(stringify!($door) => {
                    let request: $door_request =
                        serde_json::from_value(request).map_err(|error| ApiError::request(name, &error))?;
                    let reply: $door_reply = $door_handler(door, request)?;
                    serde_json::to_value(reply).map_err(|error| ApiError::from(crate::Error::from(error)))
                })*
                _ => call(&Api { journal: &*door.journal()?, places }, name, request),
            }
        }

        /// Makes a call: JSON in, JSON out.
        ///
        /// # Errors
        /// `not_found` for a call that is not in the table, `bad_input` for a request that does not fit it, and what the
        /// call itself answers.
        pub fn call(api: &Api<'_>, name: &str, request: serde_json::Value) -> Result<serde_json::Value, ApiError> {
            match name {
                $(stringify!($name) => {
                    let request: $request = serde_json::from_value(request).map_err(|error| ApiError::request(name, &error))?;
                    let reply: $reply = $handler(api, request)?;
                    serde_json::to_value(reply).map_err(|error| ApiError::from(crate::Error::from(error)))
                })*
                _ => Err(ApiError::unknown_call(name)),
            }
        }

        /// The calls as typed functions, for callers in Rust.
        pub mod typed {
            use super::*;
            $(
                #[doc = concat!("The call `", stringify!($door), "`.")]
                ///
                /// # Errors
                /// What the call answers.
                pub fn $door(door: &Door, request: $door_request) -> Result<$door_reply, ApiError> {
                    Ok($door_handler(door, request)?)
                }
            )*
            $(
                #[doc = concat!("The call `", stringify!($name), "`.")]
                ///
                /// # Errors
                /// What the call answers.
                pub fn $name(api: &Api<'_>, request: $request) -> Result<$reply, ApiError> {
                    Ok($handler(api, request)?)
                }
            )*
        }

        /// The TypeScript of the table: every type once, and a map from names of calls to request and reply.
        pub fn typescript() -> String {
            let mut types = typescript::Types::default();
            $(types.row::<$door_request, $door_reply>(stringify!($door));)*
            $(types.row::<$request, $reply>(stringify!($name));)*
            types.also::<crate::change::Changes>();
            types.also::<ApiError>();
            rescue::types(&mut types);
            types.finish()
        }
    };
}
